import { ConditionalValue, SymbolicValue } from '../value/symbolic';
import { force, type Slot, type Value } from '../value/value';
import { forceBool } from './coerce';

/** One of two slots by a condition, for native functions such as `lib.optional`. Throws NixError for no Boolean. */
export function choose(condition: Slot, whenTrue: Slot, whenFalse: Slot): Value {
  const value = force(condition);
  if (value instanceof SymbolicValue) return new ConditionalValue(value, whenTrue, whenFalse);
  return force(forceBool(value) ? whenTrue : whenFalse);
}
