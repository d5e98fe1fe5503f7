/**
 * The evaluator's second door, for scripts that run in threads of their own (`clan-inventory nix`). It loads the whole
 * interpreter, which the main thread never needs.
 */
export { DiskIo } from './worker/disk-io';
export { nativeSearchPath } from './embedded/native-search-path';
export {
  AttrSet,
  NixError,
  autoCall,
  coerceToString,
  createInterpreter,
  decodeUtf8,
  didYouMean,
  encodeUtf8,
  force,
  forceDeep,
  isList,
  nixVersion,
  printError,
  printValue,
  resolvePath,
  runWithBudget,
  showExpr,
  stringText,
  toJsonText,
  toXml,
  typeName,
} from './embedded/nix';
export type { Interpreter, NixIo, SearchPathEntry, Slot, Value } from './embedded/nix';
