import { SymbolicValue, isSymbolicString, operand } from '../value/symbolic';
import { AttrSet, force, type Slot, type Value } from '../value/value';

/**
 * The expression of an argument of which only system Nix knows what it is: a symbolic value, a text with a part that is
 * not known, a flake whose folder is not here. Undefined for others. Throws NixError as computing the argument does.
 */
export function unknownArgument(slot: Slot): string | undefined {
  const value = force(slot);
  if (value instanceof SymbolicValue || isSymbolicString(value)) return operand(value);
  const outPath = value instanceof AttrSet ? value.get('outPath') : undefined;
  if (outPath === undefined) return undefined;
  const path = force(outPath);
  return isSymbolicString(path) ? operand(path) : undefined;
}

/** What a function of one argument gives: a symbolic call where the argument is not known. */
export function unlessUnknown(call: string, slot: Slot, run: () => Value): Value {
  const argument = unknownArgument(slot);
  return argument === undefined ? run() : new SymbolicValue(`${call} ${argument}`);
}
