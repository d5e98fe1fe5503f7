/** Types of single values: booleans, numbers, strings, paths and what passes anything. */
import {
  AttrSet,
  NixError,
  PathValue,
  PrimOp,
  coerceToString,
  equalValues,
  force,
  forceAttrs,
  forceString,
  isString,
  lazy,
  stringText,
  withContext,
  stringContext,
} from '../../nix';
import type { Slot } from '../../nix';
import { escapeNixString } from '../../lib/identifiers';
import { mergeSets } from '../../lib/merge-sets';
import { isDerivation, isStringLike } from '../../lib/value-tests';
import { attribute } from '../discharge';
import { mergeDefault, mergeEqual, mergeOne } from '../merge-functions';
import { makeNativeType } from '../option-type';
import type { NativeType } from '../option-type';
import { toDerivation } from '../to-derivation';

/** A type whose values are told by one test and must agree. */
function equalType(
  name: string,
  description: string,
  check: (value: ReturnType<typeof force>) => boolean,
  more: Partial<NativeType> = {},
): AttrSet {
  return makeNativeType({
    name,
    description,
    descriptionClass: 'noun',
    check: (value) => check(force(value)),
    merge: mergeEqual,
    ...more,
  });
}

const everything = (): boolean => true;

/** The types of `lib.types` without parameters, under the names they have there. */
export const scalarTypes = {
  raw: equalType('raw', 'raw value', everything, { check: everything, merge: mergeOne }),
  unspecified: equalType('unspecified', 'unspecified value', everything, {
    check: everything,
    merge: mergeDefault,
  }),
  bool: equalType('bool', 'boolean', (value) => typeof value === 'boolean'),
  boolByOr: equalType('boolByOr', 'boolean (merged using or)', (value) => typeof value === 'boolean', {
    merge: (_loc, definitions) => definitions.some((definition) => force(definition.value) === true),
  }),
  int: equalType('int', 'signed integer', (value) => typeof value === 'bigint'),
  float: equalType('float', 'floating point number', (value) => typeof value === 'number'),
  str: equalType('str', 'string', isString),
  nonEmptyStr: equalType(
    'nonEmptyStr',
    'non-empty string',
    (value) => isString(value) && !/^[ \t\n]*$/.test(stringText(value)),
  ),
  singleLineStr: equalType(
    'singleLineStr',
    '(optionally newline-terminated) single-line string',
    (value) => isString(value) && /^[^\n\r]*\n?$/.test(stringText(value)) && !/\n./s.test(stringText(value)),
    { merge: (loc, definitions) => withoutNewline(mergeEqual(loc, definitions)) },
  ),
  attrs: makeNativeType({
    name: 'attrs',
    description: 'attribute set',
    check: (value) => force(value) instanceof AttrSet,
    merge: (_loc, definitions) => mergeSets(definitions.map((definition) => forceAttrs(definition.value))),
    emptyValue: AttrSet.empty,
  }),
  luaInline: equalType('luaInline', 'inline lua', (value) => hasTag(value, 'lua-inline')),
  optionDeclaration: equalType(
    'optionDeclaration',
    'option declaration',
    (value) => hasTag(value, 'option') && value instanceof AttrSet && !value.has('value'),
    { merge: mergeDefault },
  ),
  package: equalType('package', 'package', isPackage, {
    merge: (loc, definitions) => {
      const value = force(mergeOne(loc, definitions));
      return value instanceof AttrSet ? value : toDerivation(value);
    },
  }),
} as const;

/** Whether all of a text matches a POSIX pattern: `builtins.match`. */
export type MatchText = (pattern: string, text: string) => boolean;

/**
 * `lib.types.strMatching`: strings that match a pattern as a whole. A pattern that is no string throws NixError at
 * once.
 */
export function strMatching(matches: MatchText, pattern: Slot): AttrSet {
  const text = forceString(pattern);
  return makeNativeType({
    name: `strMatching ${escapeNixString(text)}`,
    description: `string matching the pattern ${text}`,
    descriptionClass: 'noun',
    check: (slot) => {
      const value = force(slot);
      return isString(value) && matches(text, stringText(value));
    },
    merge: mergeEqual,
    functor: {
      name: 'strMatching',
      payload: AttrSet.of({ pattern }),
      type: new PrimOp('strMatching', 1, (payload) =>
        strMatching(matches, attribute(forceAttrs(payload), 'pattern')),
      ),
      binOp: (left, right) => (equalValues(left, right) ? left : null),
    },
  });
}

/** `lib.types.separatedString`: strings that are joined with `separator` when there are several definitions. */
export function separatedString(separator: Slot): AttrSet {
  return makeNativeType({
    name: 'separatedString',
    description: `strings concatenated with ${JSON.stringify(forceString(separator))}`,
    descriptionClass: 'noun',
    check: (value) => isString(force(value)),
    merge: (_loc, definitions) =>
      joinStrings(
        separator,
        definitions.map((definition) => definition.value),
      ),
    functor: {
      payload: AttrSet.of({ sep: separator }),
      type: new PrimOp('separatedString', 1, (payload) =>
        separatedString(attribute(forceAttrs(payload), 'sep')),
      ),
      binOp: (left, right) => (equalValues(left.get('sep') ?? null, right.get('sep') ?? null) ? left : null),
    },
  });
}

function joinStrings(separator: Slot, values: readonly Slot[]): ReturnType<typeof force> {
  const context = new Set<string>();
  const texts = values.map((slot) => {
    const value = force(slot);
    if (!isString(value)) return forceString(slot);
    for (const element of stringContext(value)) context.add(element);
    return stringText(value);
  });
  return withContext(texts.join(forceString(separator)), context);
}

/** What `lib.types.pathWith` takes; null leaves the question open. */
export interface PathTypeFields {
  readonly inStore: boolean | null;
  readonly absolute: boolean | null;
}

/**
 * `lib.types.pathWith`: strings, path values and what turns into one. Throws NixError for relative paths in the store.
 */
export function pathType(fields: PathTypeFields): AttrSet {
  const { inStore, absolute } = fields;
  if (inStore === true && absolute === false) {
    throw new NixError('throw', 'In pathWith, inStore means the path must be absolute');
  }
  const kind = absolute === null ? '' : absolute ? 'absolute ' : 'relative ';
  const where = inStore === null ? '' : inStore ? ' in the Nix store' : ' not in the Nix store';
  return makeNativeType({
    name: 'path',
    description: `${kind}path${where}`,
    descriptionClass: 'noun',
    check: (slot) => isPathOf(fields, slot),
    merge: mergeEqual,
    functor: {
      name: 'path',
      payload: AttrSet.of({ inStore, absolute }),
      type: new PrimOp('pathWith', 1, (payload) => pathWith(forceAttrs(payload))),
      binOp: (left, right) => (equalValues(left, right) ? left : null),
    },
  });
}

/** `lib.types.pathWith` on its Nix argument. */
export function pathWith(fields: AttrSet): AttrSet {
  const flag = (name: string): boolean | null => {
    const value = force(fields.get(name) ?? null);
    return typeof value === 'boolean' ? value : null;
  };
  return pathType({ inStore: flag('inStore'), absolute: flag('absolute') });
}

const storePrefix = '/nix/store/';

function isPathOf({ inStore, absolute }: PathTypeFields, slot: Slot): boolean {
  const value = force(slot);
  // A path value may be copied to the store later on, so it is none that is known to be outside.
  if (inStore === false ? !isString(value) : !isStringLike(value)) return false;
  if (inStore === null && absolute === null) return true;
  const text = value instanceof PathValue ? value.path : stringText(coerceToString(value, { isLoose: true }));
  if (inStore !== null && inStore !== isInStore(text)) return false;
  return absolute === null || absolute === text.startsWith('/');
}

function isInStore(path: string): boolean {
  return path.startsWith(storePrefix) && /^[0-9a-z]{32}-/.test(path.slice(storePrefix.length));
}

function isPackage(value: ReturnType<typeof force>): boolean {
  if (isDerivation(value)) return true;
  if (!isStringLike(value)) return false;
  const text = stringText(coerceToString(value, { isLoose: true }));
  const isContentAddressed = /^\/[0-9a-z]{52}$/.test(text);
  const isEntry = text.startsWith(storePrefix) && text.length > storePrefix.length;
  return isContentAddressed || (isEntry && !text.slice(storePrefix.length).includes('/'));
}

function hasTag(value: ReturnType<typeof force>, tag: string): boolean {
  const own = value instanceof AttrSet ? value.get('_type') : undefined;
  return own !== undefined && equalValues(own, tag);
}

function withoutNewline(slot: Slot): Slot {
  return lazy(() => {
    const value = force(slot);
    if (!isString(value)) return value;
    const text = stringText(value);
    return text.endsWith('\n') ? withContext(text.slice(0, -1), stringContext(value)) : value;
  });
}

/** `lib.types.shellPackage`: a derivation with a `shellPath`. */
export const shellPackage = equalType(
  'package',
  'package',
  (value) => isDerivation(value) && value instanceof AttrSet && value.has('shellPath'),
  { merge: mergeOne },
);
