/**
 * A JSON picture of any Nix value, for machine configurations and exports: what is no data becomes a marker, and what
 * fails with something that `tryEval` would catch becomes `"<error>"` without disturbing what stands around it.
 */
import {
  AttrSet,
  ContextString,
  Lambda,
  NixError,
  PathValue,
  PrimOp,
  coerceToString,
  force,
  stringText,
  wholeSymbol,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import type { ExactJson } from '../../schema/exact-json';
import { objectOf } from '../../schema/exact-json';

/** Values deeper than this are cut; only infinite data gets there. */
const maxDepth = 400;

/** What stands for a value that cannot be told without one that only system Nix knows. */
const unknownMark = '«needs system Nix»';

/** What stands for a set whose inside is left out. */
const shallowMark = '<configuration>';

/** How a picture is made. */
export interface PictureOptions {
  /** Whether an attribute is not there although it has a name: all its definitions are switched off. */
  readonly isAbsent: (value: Value) => boolean;
  /** Whether what is inside the set at a path is left out of the picture. */
  readonly isShallow?: ((path: readonly string[]) => boolean) | undefined;
  /** Receives every failure that became `"<error>"`. */
  readonly onError?: ((error: NixError, path: readonly string[]) => void) | undefined;
}

/** The picture of a value. Throws NixError for failures that cannot be caught. */
export function pictureOf(slot: Slot, options: PictureOptions, path: readonly string[] = []): ExactJson {
  const value = forceCatching(slot, options, path);
  return value === undefined ? '<error>' : pictureOfValue(value, options, path);
}

function forceCatching(slot: Slot, options: PictureOptions, path: readonly string[]): Value | undefined {
  try {
    return force(slot);
  } catch (error) {
    if (error instanceof NixError && error.kind === 'needs-system-nix') return unknownMark;
    if (!(error instanceof NixError) || !error.isCatchable) throw error;
    options.onError?.(error, path);
    return undefined;
  }
}

function pictureOfValue(value: Value, options: PictureOptions, path: readonly string[]): ExactJson {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number')
    return value;
  if (typeof value === 'string') return value;
  if (value instanceof ContextString) return value.text;
  if (value instanceof PathValue) return value.path;
  if (value instanceof Lambda || value instanceof PrimOp) return '<function>';
  if (path.length > maxDepth) throw new NixError('limit', 'the value is nested too deeply to be shown');
  const symbol = wholeSymbol(value);
  if (symbol !== undefined) return `«${symbol}»`;
  if (value instanceof AttrSet) return pictureOfSet(value, options, path);
  return value.map((item, index) => pictureOf(item, options, [...path, String(index)]));
}

function pictureOfSet(set: AttrSet, options: PictureOptions, path: readonly string[]): ExactJson {
  const outPath = set.get('outPath');
  if (outPath !== undefined) return `<outPath ${stringText(coerceToString(outPath, { isLoose: true }))}>`;
  if (set.has('__functor')) return '<function>';
  if (path.length > 0 && options.isShallow?.(path) === true) return shallowMark;
  const members: [string, ExactJson][] = [];
  for (const name of set.names()) {
    const memberPath = [...path, name];
    const member = forceCatching(set.get(name) ?? null, options, memberPath);
    if (member === undefined) members.push([name, '<error>']);
    else if (!options.isAbsent(member)) members.push([name, pictureOfValue(member, options, memberPath)]);
  }
  return objectOf(members);
}
