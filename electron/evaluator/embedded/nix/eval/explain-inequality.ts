/** Says how two values that should be equal differ, for failed assertions. Looks at what `==` looks at, in its order. */
import { NixError } from '../errors';
import type { Thunk } from '../value/thunk';
import { AttrSet, PathValue, force, type Slot, type Value } from '../value/value';
import { isFunction } from './call';
import { isList, isString, showValue, typeName } from './coerce';
import { equalValues, isDerivation } from './equal';

/** The error that tells where the two values differ, with the way there as its trace. */
export function explainInequality(left: Value, right: Value): NixError {
  return explain(left, right);
}

function explain(leftSlot: Slot, rightSlot: Slot): NixError {
  const left = force(leftSlot);
  const right = force(rightSlot);
  if (isNumber(left) && isNumber(right)) return differ(left, right, 'with');
  if (left instanceof AttrSet && right instanceof AttrSet) return explainSets(left, right);
  if (isList(left) && isList(right)) return explainLists(left, right);
  if (isString(left) && isString(right))
    return failed(`string '${showValue(left)}' is not equal to string '${showValue(right)}'`);
  if (typeof left === 'boolean' && typeof right === 'boolean')
    return failed(`boolean '${left}' is not equal to boolean '${right}'`);
  if (left instanceof PathValue && right instanceof PathValue) {
    return failed(`path '${left.path}' is not equal to path '${right.path}'`);
  }
  if (isFunction(left) && isFunction(right)) {
    return failed('distinct functions and immediate comparisons of identical functions compare as unequal');
  }
  return differ(left, right, 'of');
}

function failed(message: string): NixError {
  return new NixError('assertion', message);
}

function differ(left: Value, right: Value, word: 'of' | 'with'): NixError {
  const [first, second] = [showValue(left), showValue(right)];
  return failed(
    `${typeName(left)} ${word} value '${first}' is not equal to ${typeName(right)} ${word} value '${second}'`,
  );
}

function explainLists(left: readonly Slot[], right: readonly Slot[]): NixError {
  if (left.length !== right.length) {
    const sizes = `list of size '${left.length}' is not equal to list of size '${right.length}'`;
    return failed(
      `${sizes}, left hand side is '${showValue(left)}', right hand side is '${showValue(right)}'`,
    );
  }
  const index = left.findIndex((slot, at) => !equalSlots(slot, right[at] as Slot));
  return explain(left[index] as Slot, right[index] as Slot).addFrame(`while comparing list element ${index}`);
}

function explainSets(left: AttrSet, right: AttrSet): NixError {
  const [leftPath, rightPath] = [left.get('outPath'), right.get('outPath')];
  if (leftPath !== undefined && rightPath !== undefined && isDerivation(left) && isDerivation(right)) {
    return explain(leftPath, rightPath).addFrame("while comparing a derivation by its 'outPath' attribute");
  }
  if (left.size !== right.size) {
    return failed(
      `attribute names of attribute set '${showValue(left)}' differs from attribute set '${showValue(right)}'`,
    );
  }
  const onlyLeft = left.names().find((name) => !right.has(name));
  if (onlyLeft !== undefined) {
    return failed(
      `attribute name '${onlyLeft}' is contained in '${showValue(left)}', but not in '${showValue(right)}'`,
    );
  }
  const name =
    left
      .names()
      .find((candidate) => !equalSlots(left.get(candidate) as Slot, right.get(candidate) as Slot)) ?? '';
  return explain(left.get(name) as Slot, right.get(name) as Slot)
    .addFrame('where right hand side is', right.positionOf(name))
    .addFrame('where left hand side is', left.positionOf(name))
    .addFrame(`while comparing attribute '${name}'`);
}

function equalSlots(a: Slot | Thunk, b: Slot | Thunk): boolean {
  return a === b || equalValues(a, b);
}

function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}
