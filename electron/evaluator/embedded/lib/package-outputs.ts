/** The outputs of packages, for `lib.attrsets`. */
import { AttrSet, SymbolicValue, force, forceAttrs, forceBool, forceString } from '../nix';
import type { Slot, Value } from '../nix';
import { select } from './select-attribute';
import { orElse } from './value-tests';

/** Outputs that most packages do not have apart from the default one. */
function isDefaultOutput(output: Slot): boolean {
  return ['out', 'bin', 'lib'].includes(forceString(output));
}

/** `lib.getOutput`: the output of that name, else the default one; what is no package stays as it is. */
export function getOutput(output: Slot, packageSlot: Slot): Value {
  const value = force(packageSlot);
  if (!(value instanceof AttrSet)) return value;
  // Of a package that only system Nix knows, the default output has no name of its own.
  if (value instanceof SymbolicValue)
    return isDefaultOutput(output) ? value : force(select(value, forceString(output)));
  const specified = value.get('outputSpecified');
  if (specified !== undefined && forceBool(specified)) return value;
  const found = orElse(value.get(forceString(output)), orElse(value.get('out'), value));
  return force(found);
}

/** `lib.getFirstOutput`: the first output that the package has, else the package. */
export function firstOutput(candidates: readonly string[], packageSlot: Slot): Value {
  const value = forceAttrs(packageSlot);
  if (value instanceof SymbolicValue) return value;
  const specified = value.get('outputSpecified');
  if (specified !== undefined && forceBool(specified)) return value;
  const output = candidates.find((name) => value.has(name));
  return output === undefined ? value : force(select(value, output));
}
