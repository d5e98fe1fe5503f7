/**
 * The module system: the door. `createModuleSystem(interpreter)` gives `lib` (complete, with `lib.types`,
 * `lib.modules` and `lib.options`), native types, `evalModules` and provenance. What needs no interpreter
 * (properties, option declarations, modules written in TypeScript) are plain functions.
 */
export type {
  Configuration,
  DefinitionInfo,
  DefinitionOutcome,
  EvalModulesArguments,
  ModuleSystem,
  NativeModuleFields,
  NativeModuleSystem,
  NativeTypeFields,
  NativeTypes,
  OptionFields,
  OptionTree,
  TypeDefinition,
} from './api';
export {
  mkIf,
  mkMerge,
  mkOverride,
  mkForce,
  mkDefault,
  mkOptionDefault,
  mkOrder,
  mkBefore,
  mkAfter,
} from './properties';
export { mkOption } from './mk-option';
export { fn, nativeModule, setDefaultModuleLocation } from './native-module';
export { absentValue, isAbsentValue } from './types/structural-type';
export type { StructuralRule } from './types/structural-type';
export { unknownModuleText } from './left-out-log';
export { ListedEntries } from './listed-entries';
export type { LeftOutLog, LeftOutModule } from './left-out-log';
export { KeptEvaluations } from './types/kept-evaluations';
export { createModuleSystem } from './module-system';
export { createCheckoutSystem, overlayWithCheckout } from './checkout-system';
