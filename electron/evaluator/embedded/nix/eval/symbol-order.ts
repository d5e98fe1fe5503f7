/**
 * The order in which Nix walks through a set when it computes or compares all of it: that in which it met the names
 * first, not that of the names. It decides which of several failing attributes is told, and so what `tryEval` can
 * catch. Nothing is kept for it while parsing: names that Nix has from the start come first, then the others as they
 * stand in the text where the set was written.
 */
import type { SourceFile, Span } from '../source/source-file';
import type { AttrSet } from '../value/value';

/** Names that Nix knows before it reads anything: its own, and those in its definition of `derivation`. */
const initialNames = [
  'outPath',
  'drvPath',
  'type',
  'meta',
  'name',
  'value',
  'system',
  '__overrides',
  'outputs',
  'outputName',
  '__ignoreNulls',
  'file',
  'line',
  'column',
  '__functor',
  '__toString',
  'right',
  'wrong',
  '__structuredAttrs',
  'builder',
  'args',
  '__contentAddressed',
  '__impure',
  'outputHash',
  'outputHashAlgo',
  'outputHashMode',
  'recurseForDerivations',
  'description',
  'self',
  '',
  'startSet',
  'operator',
  'key',
  'path',
  'prefix',
  'drvAttrs',
  'strict',
  'commonAttrs',
  'all',
  'x',
];

const initialPlaces: ReadonlyMap<string, number> = new Map(initialNames.map((name, index) => [name, index]));

/** The names of a set in the order in which Nix looks at its attributes. */
export function symbolOrder(set: AttrSet): readonly string[] {
  const names = set.names();
  if (names.length < 2) return names;
  const places = new Map(names.map((name) => [name, placeOf(name, set.positionOf(name))]));
  return [...names].sort((a, b) => compare(places.get(a) ?? 0, places.get(b) ?? 0));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Where the name is met: among those of the start below zero, then in the text; last when that is not known. */
function placeOf(name: string, span: Span | undefined): number {
  const initial = initialPlaces.get(name);
  if (initial !== undefined) return initial - initialNames.length;
  if (span === undefined) return Infinity;
  return Math.min(firstPlaceIn(span.source, name), span.start);
}

/** What was looked for before, by text: the same sets are compared again and again. */
const knownPlaces = new WeakMap<SourceFile, Map<string, number>>();

function firstPlaceIn(source: SourceFile, name: string): number {
  const places = knownPlaces.get(source) ?? new Map<string, number>();
  knownPlaces.set(source, places);
  const place = places.get(name) ?? firstOccurrence(source.text, name);
  places.set(name, place);
  return place;
}

/** The first place where a text has a name as a word of its own. */
function firstOccurrence(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isNamePart(text[at - 1]) && !isNamePart(text[at + name.length])) return at;
  }
  return Infinity;
}

function isNamePart(char: string | undefined): boolean {
  return char !== undefined && /[a-zA-Z0-9_'-]/.test(char);
}
