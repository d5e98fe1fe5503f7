/** What the implementations of types share: type errors, descriptions inside descriptions, merging with either merge. */
import { AttrSet, force, lazy } from '../nix';
import type { Slot } from '../nix';
import type { Definition } from './definition';
import type { Loc, Merged, OptionType } from './option-type';
import { showDefs } from './show';

/** The same result with another type error; its parts are still only looked at when asked for. */
export function withHeadError(merged: Merged, headError: () => string | undefined): Merged {
  return {
    headError,
    value: merged.value,
    get valueMeta() {
      return merged.valueMeta;
    },
    get parts() {
      return merged.parts;
    },
  };
}

/** The message about definitions that do not pass `check` (`headError` of a v2 merge); undefined when all do. */
export function headErrorOf(
  check: (value: Slot) => boolean,
  definitions: readonly Definition[],
): string | undefined {
  const invalid = definitions.filter((definition) => !check(definition.value));
  return invalid.length === 0 ? undefined : `Definition values: ${showDefs(invalid)}`;
}

/**
 * `lib.types.optionDescriptionPhrase`: a type's description inside another's, in parentheses unless its class is one
 * that needs none there.
 */
export function describeInside(classes: readonly string[], type: OptionType): string {
  const own = type.descriptionClass;
  return own !== undefined && classes.includes(own) ? type.description : `(${type.description})`;
}

/** Merges with a type that may have only one of the two merges. */
export function mergeAny(type: OptionType, loc: Loc, definitions: readonly Definition[]): Merged {
  if (type.mergeV2 !== undefined) return type.mergeV2(loc, definitions);
  return {
    headError: () => headErrorOf((value) => type.check(value), definitions),
    value: lazy(() => force(type.merge(loc, definitions))),
    valueMeta: AttrSet.empty,
  };
}
