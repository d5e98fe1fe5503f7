/** The merge functions that types share: unique, equal, and the one for types that say nothing. */
import {
  AttrSet,
  ConditionalValue,
  NixError,
  PrimOp,
  callFunction,
  concatStrings,
  equalValues,
  force,
  isList,
  isString,
} from '../nix';
import type { Slot } from '../nix';
import { mergeSets } from '../lib/merge-sets';
import { isLibFunction } from '../lib/value-tests';
import { fail, failAt } from './context';
import { definitionFromSlot } from './definition';
import type { Definition } from './definition';
import type { Loc } from './option-type';
import { prioritySuggestion, showDefs, showOption } from './show';

/**
 * `lib.options.mergeUniqueOption`: exactly one definition; `merge` goes on with it. Throws NixError, with `message`,
 * when there are several.
 */
export function mergeUnique(
  message: string,
  loc: Loc,
  definitions: readonly Definition[],
  merge: (loc: Loc, definitions: readonly Definition[]) => Slot,
): Slot {
  if (definitions.length === 1) return merge(loc, definitions);
  if (definitions.length === 0) throw new NixError('assertion', "assertion '((length defs) > 1)' failed");
  return failAt(
    `The option \`${showOption(loc)}' is defined multiple times while it's expected to be unique.\n${message}\n` +
      `Definition values:${showDefs(definitions)}\n${prioritySuggestion}`,
    definitions,
  );
}

/** `lib.options.mergeOneOption`: exactly one definition, taken as it is. Throws NixError when there are several. */
export function mergeOne(loc: Loc, definitions: readonly Definition[]): Slot {
  return mergeUnique('', loc, definitions, (_loc, [only]) => only?.value ?? null);
}

/**
 * `lib.options.mergeEqualOption`: any number of definitions with the same value; different ones throw NixError
 * (clan-semantics 3.2). One under a condition that only system Nix knows has to agree with the others where it holds,
 * so those without decide; where there are only such, each is the value if its condition holds.
 */
export function mergeEqual(loc: Loc, definitions: readonly Definition[]): Slot {
  const isConditional = definitions.some((definition) => definition.conditions.length > 0);
  if (isConditional) {
    const sure = definitions.filter((definition) => definition.conditions.length === 0);
    return sure.length > 0 ? mergeEqual(loc, sure) : mergeConditional(definitions);
  }
  const first = definitions[0];
  if (first === undefined) throw new NixError('abort', 'an option without definitions was merged');
  for (const other of definitions.slice(1)) {
    if (!equalValues(other.value, first.value)) {
      failAt(
        `The option \`${showOption(loc)}' has conflicting definition values:${showDefs([first, other])}\n${prioritySuggestion}`,
        [first, other],
      );
    }
  }
  return first.value;
}

function mergeConditional(definitions: readonly Definition[]): Slot {
  let otherwise: Slot | undefined;
  for (const definition of [...definitions].reverse()) {
    let value = definition.value;
    for (const condition of [...definition.conditions].reverse()) {
      value = new ConditionalValue(condition, value, otherwise);
    }
    otherwise = value;
  }
  return otherwise ?? null;
}

/**
 * `lib.options.mergeDefaultOption`, what a type without a merge of its own does: by the kind of the values. Throws
 * NixError for values of different kinds.
 */
export function mergeDefault(loc: Loc, definitions: readonly Definition[]): Slot {
  const only = definitions[0];
  if (definitions.length === 1 && only !== undefined) return only.value;
  const values = definitions.map((definition) => force(definition.value));
  if (values.every(isLibFunction)) {
    return new PrimOp('merged', 1, (argument) => {
      // As in nixpkgs the results are merged as if they were definitions, so only sets with `value` get through.
      const results = definitions.map((definition) =>
        definitionFromSlot(callFunction(definition.value, argument)),
      );
      return force(mergeDefault(loc, results));
    });
  }
  if (values.every(isList)) return values.flat();
  if (values.every((value) => value instanceof AttrSet)) {
    return mergeSets(values);
  }
  if (values.every((value) => typeof value === 'boolean')) return values.includes(true);
  if (values.every(isString)) return values.reduce(concatStrings, '');
  const first = values[0];
  if (values.every((value) => typeof value === 'bigint' && value === first)) return first ?? null;
  return fail(
    `Cannot merge definitions of \`${showOption(loc)}'. Definition values:${showDefs(definitions)}`,
  );
}
