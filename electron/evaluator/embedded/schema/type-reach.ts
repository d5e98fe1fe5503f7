/**
 * What types accept beyond their shape: whether an option may be left out, and which branches of a union a value can
 * reach. The module system takes the first branch whose own check accepts the value, and that of a list or of a set
 * does not look inside.
 */
import { isJsonObject } from '../../../../shared/base/json';
import type { JsonObject } from '../../../../shared/base/json';
import { AttrSet, NixError, callFunction, force, forceAttrs } from '../nix';
import type { Slot, Value } from '../nix';
import { need } from './option-reading';

/** Whether an option of this type has a value when nobody defines it (`emptyValue` of `lib.types.mkOptionType`). */
export function hasEmptyValue(type: AttrSet): boolean {
  return holds(() => {
    const slot = type.get('emptyValue');
    const empty = slot === undefined ? null : force(slot);
    return empty instanceof AttrSet && empty.has('value');
  });
}

/** Whether a module defines the option, be it by its default; the form then need not ask for a value. */
export function isDefined(option: AttrSet): boolean {
  return holds(() => force(option.get('isDefined') ?? null) === true);
}

/** Whether a user has to give an option without a default a value; `schema` is that of its type. */
export function isValueNeeded(option: AttrSet, schema: JsonObject): boolean {
  if (isDefined(option)) return false;
  return !hasEmptyValue(forceAttrs(need(option, 'type'))) || schema['required'] !== undefined;
}

/** What a type's own check accepts whatever is inside: all sets, all lists, or neither. */
export type Reach = 'object' | 'array' | undefined;

const marker = '‹probe›';

/** Finds {@link Reach} by asking the check of the type. */
export function reachOf(type: AttrSet): Reach {
  const accepts = (probe: Value): boolean =>
    holds(() => force(callFunction(need(type, 'check'), probe)) === true);
  if (accepts(AttrSet.empty) && accepts(AttrSet.of({ [marker]: null }))) return 'object';
  const empty: readonly Slot[] = [];
  return accepts(empty) && accepts([marker]) ? 'array' : undefined;
}

/** Whether every value of a schema is a set, or every one a list. */
export function shapeOf(schema: JsonObject): Reach {
  const { type, oneOf } = schema;
  if (type === 'object' || type === 'array') return type;
  const variants: readonly unknown[] = Array.isArray(oneOf) ? oneOf : [];
  const isObject = (variant: unknown): boolean =>
    isJsonObject(variant as never) && shapeOf(variant as JsonObject) === 'object';
  return variants.length > 0 && variants.every(isObject) ? 'object' : undefined;
}

/** What cannot be evaluated does not hold; the form tells elsewhere that it fails. */
function holds(test: () => boolean): boolean {
  try {
    return test();
  } catch (error) {
    if (!(error instanceof NixError) || error.kind === 'cancelled' || error.kind === 'limit') throw error;
    return false;
  }
}
