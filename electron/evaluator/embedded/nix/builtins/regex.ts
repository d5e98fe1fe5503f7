/** POSIX extended regular expressions on bytes, as `match` and `split` use them. */
import { NixError } from '../errors';
import { countSteps } from '../eval/budget';
import { fromBytes, toBytes } from './byte-text';
import { PosixMatcher } from './posix-matcher';
import { parseRegex, toJavaScript, type RegexNode } from './posix-regex';
import { effortFactors, isQuick } from './regex-effort';

interface Compiled {
  /** The expression for V8, when that is sure to match the same. */
  readonly native: RegExp | undefined;
  readonly nativeWhole: RegExp | undefined;
  readonly tree: RegexNode;
  readonly groups: number;
  /** See {@link effortFactors}. */
  readonly factors: number;
}

const cache = new Map<string, Compiled>();
const maxCached = 1000;

/** The groups of an expression that matches the whole text; a group that took no part is undefined. */
export function match(pattern: string, text: string): (string | undefined)[] | undefined {
  const compiled = compileRegex(pattern);
  const subject = toBytes(text);
  const { nativeWhole } = compiled;
  const groups =
    nativeWhole === undefined || !isQuick(compiled.factors, subject.length)
      ? new PosixMatcher(compiled.tree, compiled.groups, subject).matchWhole()
      : nativeWhole.exec(subject)?.slice(1);
  return groups?.map((group) => (group === undefined ? undefined : fromBytes(group)));
}

/** The text between matches, with the groups of each match between them. */
export function split(pattern: string, text: string): (string | (string | undefined)[])[] {
  const compiled = compileRegex(pattern);
  const subject = toBytes(text);
  const parts: (string | (string | undefined)[])[] = [];
  let end = 0;
  for (const found of matchesOf(compiled, subject)) {
    parts.push(fromBytes(subject.slice(end, found.start)));
    parts.push(found.groups.map((group) => (group === undefined ? undefined : fromBytes(group))));
    end = found.end;
  }
  parts.push(fromBytes(subject.slice(end)));
  return parts;
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

function* matchesOf(compiled: Compiled, subject: string): Generator<Found> {
  // Searching tries every place in turn.
  if (compiled.native === undefined || !isQuick(compiled.factors + 1, subject.length)) {
    yield* new PosixMatcher(compiled.tree, compiled.groups, subject).search();
    return;
  }
  for (const found of subject.matchAll(compiled.native)) {
    countSteps(1);
    yield { start: found.index, end: found.index + found[0].length, groups: found.slice(1) };
  }
}

function compileRegex(pattern: string): Compiled {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const parsed = parseRegex(toBytes(pattern));
  if (parsed === undefined) throw new NixError('eval', `invalid regular expression '${pattern}'`);
  const { tree, groups } = parsed;
  const source = toJavaScript(tree);
  const compiled: Compiled = {
    tree,
    groups,
    factors: effortFactors(tree),
    native: source.isExactForSearch ? new RegExp(source.text, 'g') : undefined,
    nativeWhole: source.isExactForMatch ? new RegExp(`^(?:${source.text})$`) : undefined,
  };
  if (cache.size >= maxCached) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}
