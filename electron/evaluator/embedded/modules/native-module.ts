/** Modules written in TypeScript: sets and functions that look to the module system like ones written in Nix. */
import { AttrSet, PrimOp, forceAttrs } from '../nix';
import type { Slot, Value } from '../nix';
import type { NativeModuleFields, OptionTree } from './api';

/**
 * A native function of a set. With `formals` (name to whether it may be left out) it stands for `{ a, b, ... }: …`,
 * which is how a function module says what arguments it wants (`lib.trivial.functionArgs`). Throws NixError for
 * another argument.
 */
export function fn(
  apply: (argument: AttrSet) => Value,
  formals: Readonly<Record<string, boolean>> = {},
  functionName = 'module',
): PrimOp {
  return new PrimOp(
    functionName,
    1,
    (argument) => apply(forceAttrs(argument)),
    [],
    new Map(Object.entries(formals)),
  );
}

/** A module with explicit `options` and `config`, in the form that `lib.modules.evalModules` takes. */
export function nativeModule(fields: NativeModuleFields): AttrSet {
  const entries = new Map<string, Slot>();
  if (fields.file !== undefined) entries.set('_file', fields.file);
  if (fields.key !== undefined) entries.set('key', fields.key);
  if (fields.class !== undefined) entries.set('_class', fields.class);
  if (fields.imports !== undefined) entries.set('imports', fields.imports);
  if (fields.disabledModules !== undefined) entries.set('disabledModules', fields.disabledModules);
  if (fields.options !== undefined) entries.set('options', optionSlot(fields.options));
  if (fields.freeformType !== undefined) entries.set('freeformType', fields.freeformType);
  entries.set('config', fields.config === undefined ? AttrSet.empty : fields.config);
  return new AttrSet(entries);
}

function optionSlot(options: Slot | OptionTree): Slot {
  if (options === null || typeof options !== 'object') return options;
  if (Object.getPrototypeOf(options) !== Object.prototype) return options as Slot;
  const entries = new Map<string, Slot>();
  for (const [name, value] of Object.entries(options as OptionTree)) entries.set(name, optionSlot(value));
  return new AttrSet(entries);
}

/**
 * `lib.modules.setDefaultModuleLocation`: the module, with a label for messages and provenance unless it has its own.
 */
export function setDefaultModuleLocation(file: Slot, module: Slot): AttrSet {
  return AttrSet.of({ _file: file, imports: [module] });
}
