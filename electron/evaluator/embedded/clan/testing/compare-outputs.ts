/**
 * Compares outputs with what the real Clan gives, by the rules of the conformance cases: numbers by value, the order of
 * keys means nothing, an error has to be of the same kind and to name the same things in whatever words.
 */
import type { ExactJson } from '../../schema/exact-json';
import { isExactObject } from '../../schema/exact-json';

/** Where two outputs differ first, in words; undefined when they agree. */
export function difference(expected: ExactJson, actual: ExactJson, path = ''): string | undefined {
  if (isNumber(expected) && isNumber(actual)) {
    return sameNumber(expected, actual) ? undefined : at(path, expected, actual);
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    return foldCoreFiles(expected) === foldCoreFiles(actual) ? undefined : at(path, expected, actual);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    for (let index = 0; index < length; index++) {
      const found = compareMember(
        expected[index] as ExactJson,
        actual[index] as ExactJson,
        `${path}[${index}]`,
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isExactObject(expected) && isExactObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = compareMember(expected[key], actual[key], `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return expected === actual ? undefined : at(path, expected, actual);
}

function compareMember(
  expected: ExactJson | undefined,
  actual: ExactJson | undefined,
  path: string,
): string | undefined {
  if (expected === undefined || actual === undefined) {
    return expected === actual ? undefined : `${path}: ${expected === undefined ? 'unexpected' : 'missing'}`;
  }
  return difference(expected, actual, path);
}

function at(path: string, expected: ExactJson, actual: ExactJson): string {
  return `${path}: expected ${brief(expected)}, got ${brief(actual)}`;
}

function brief(value: ExactJson): string {
  const text = JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? Number(member) : member,
  );
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function isNumber(value: ExactJson): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function sameNumber(a: bigint | number, b: bigint | number): boolean {
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

/** Nobody but Clan defines what its own files define, so all of them count as one. */
function foldCoreFiles(text: string): string {
  return text.replace(/<clan-core>\/[^\s'`",]+/g, '<clan-core>/*');
}

/** What is missing in the message of an error, in words; undefined when it agrees with the expected one. */
export function errorDifference(expected: string, actual: string): string | undefined {
  const kind = kindOf(expected);
  if (kindOf(actual) !== kind) return `expected an error of kind ${kind}, got: ${actual}`;
  const folded = foldCoreFiles(actual);
  const missing = namesIn(foldCoreFiles(expected)).filter((name) => !folded.includes(name));
  return missing.length === 0 ? undefined : `the error does not name ${missing.join(', ')}: ${actual}`;
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/has no value defined|used but not defined/, 'no value'],
  [/defined multiple times while it's expected to be unique/, 'not unique'],
  [/conflicting definition values|both null and not null/, 'conflict'],
  [/is not of type|is not a/, 'type'],
  [/' does not exist\. Definition values/, 'unknown option'],
  [/read-only/, 'read-only'],
  [/no longer has any effect/, 'removed option'],
  [/infinite recursion/, 'infinite recursion'],
  [/attribute '.*' missing/, 'missing attribute'],
  [/cannot convert .* to JSON/, 'not JSON'],
  [/cannot be imported into a module evaluation/, 'class'],
  [/called on an empty list/, 'empty list'],
];

function kindOf(message: string): string {
  return kinds.find(([pattern]) => pattern.test(message))?.[1] ?? 'thrown';
}

/** Advice mentions words that name nothing of the clan. */
const advice =
  /^(Use `lib|Did you mean|Set `module|Remove `module|Remove the following|To |- module\.input|- use |Help:|- (Ensure|Verify|If you)|fix:|Examples:|If you need|Tip:|nix-repl|=>|"myservice|A 'clan\.service' module|`roles\.client|- \{ )/;

function namesIn(message: string): readonly string[] {
  const names = new Set<string>();
  for (const line of message.split('\n')) {
    if (advice.test(line)) continue;
    const rest = /^- In `[^']*': (.*)$/.exec(line)?.[1];
    if (rest !== undefined) names.add(rest);
    for (const match of line.matchAll(/`([^'`]+)['`]|'([^']+)'|"([^"]+)"|^- ([\w.<>-]+)$/g)) {
      names.add(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    }
  }
  return [...names].filter((name) => name.trim() !== '');
}
