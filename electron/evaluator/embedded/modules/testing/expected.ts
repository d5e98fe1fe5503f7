/** Comparing results with the expected ones of the conformance cases, by the rules of their README. */
import type { NixJson } from '../../nix';

/** What the reference gave for a case. */
export type ExpectedResult =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'error'; readonly message: string };

/** An integer that a JavaScript number cannot hold. */
class BigNumber {
  constructor(readonly value: bigint) {}
}

/** The text of an integer literal outside of strings, or a whole string literal. */
const literals = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/** Parses expected results, keeping 64-bit integers. */
export function parseExpected(text: string): Map<string, ExpectedResult> {
  const marked = text.replace(literals, (literal) =>
    /^-?\d{16,}$/.test(literal) ? `{"$integer":"${literal}"}` : literal,
  );
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('$integer' in value)) return value;
    return new BigNumber(BigInt(String(value.$integer)));
  };
  const parsed = JSON.parse(marked, revive) as Record<string, { value?: unknown; error?: string }>;
  return new Map(
    Object.entries(parsed).map(([name, result]) => [
      name,
      result.error === undefined
        ? { kind: 'value', value: result.value }
        : { kind: 'error', message: result.error },
    ]),
  );
}

/** An expected value as text, for reading. */
export function showExpected(result: ExpectedResult): string {
  if (result.kind === 'error') return `error: ${result.message}`;
  return JSON.stringify(result.value, (_key, item: unknown) =>
    item instanceof BigNumber ? String(item.value) : item,
  );
}

/** Whether two JSON values are the same; numbers by value, keys in any order. */
export function sameJson(expected: unknown, actual: NixJson): boolean {
  if (expected instanceof BigNumber) return sameNumber(expected.value, actual);
  if (typeof expected === 'number') return sameNumber(expected, actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => sameJson(item, actual[index] as NixJson))
    );
  }
  if (typeof expected === 'object' && expected !== null) {
    if (!(actual instanceof Map)) return false;
    const entries = Object.entries(expected);
    return (
      entries.length === actual.size &&
      entries.every(([key, value]) => actual.has(key) && sameJson(value, actual.get(key) as NixJson))
    );
  }
  return expected === actual;
}

function sameNumber(expected: number | bigint, actual: NixJson): boolean {
  if (typeof actual === 'bigint')
    return typeof expected === 'bigint'
      ? expected === actual
      : BigInt(Math.trunc(expected)) === actual && Number.isInteger(expected);
  return typeof actual === 'number' && Number(expected) === actual;
}

/** The kinds of errors that the README tells apart, by what their messages always contain. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['infinite recursion', /infinite recursion|stack overflow|max-call-depth/],
  ['no value', /has no value defined/],
  ['wrong type', /is not of type/],
  ['conflicting definitions', /conflicting definition values/],
  ['conflicting types', /conflicting option types/],
  ['unique', /expected to be unique/],
  ['null and not null', /both null and not null/],
  ['unknown option', /The option [`'‘].*['`’] does not exist/s],
  ['read only', /read-only/],
  ['already declared', /already declared/],
  ['nested options', /does not support nested options/],
  ['module class', /cannot be imported into a module evaluation that expects class/],
  ['unsupported attribute', /has an unsupported attribute/],
  ['not a module', /Expected a module, but found a value of type|does not look like a module/],
  ['nested lists', /can't be nested lists/],
  ['bad disabledModules', /disabledModules item/],
  ['bad declaration', /expected an option declaration at option path|An option declaration for/],
  ['bad definition', /you're trying to define a value of type/],
  ['removed option', /since it's been removed|no longer has any effect/],
  ['v2 merge', /\bv2 merge\b/],
  ['JSON syntax', /parse[_ ]error.*at line/],
  ['TOML syntax', /while parsing TOML/],
  ['missing attribute', /attribute '.*' missing/],
  ['missing argument', /called without required argument/],
  ['unexpected argument', /called with unexpected argument/],
  [
    'wrong value',
    /expected (a|an) .* but found|value is (a|an) .* while|cannot coerce|cannot add|cannot compare|not a function/,
  ],
  ['no such file', /does not exist|No such file/],
  ['assertion', /^assertion .*failed/],
  ['abort', /evaluation aborted/],
  ['to JSON', /cannot convert .* to JSON/],
];

/** The kind of an error, undefined when it is none of the known ones (as a user's own `throw`). */
export function errorKind(message: string): string | undefined {
  return kinds.find(([, pattern]) => pattern.test(message))?.[0];
}

/** Whether an error is the expected one: the same kind, and it names what the expected one names. */
export function sameError(expected: string, actual: string): boolean {
  const kind = errorKind(expected);
  if (kind === undefined)
    return squeeze(expected) === squeeze(actual) || squeeze(actual).includes(squeeze(expected));
  if (kind !== errorKind(actual)) return false;
  const said = squeeze(actual);
  return namesIn(kind, expected).every((name) => said.includes(name));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What the message names: options, files, values of definitions. Suggestions and advice do not count. */
function namesIn(kind: string, message: string): string[] {
  if (['JSON syntax', 'TOML syntax'].includes(kind)) return [];
  if (kind === 'infinite recursion' || kind === 'wrong value' || kind === 'assertion') return [];
  const relevant = message.split(/\n+(?:Did you mean|Use `lib|Help:|Please |This usually)/)[0] ?? message;
  const names = [...relevant.matchAll(/`([^`'\n]+)['`]/g)].map((match) => match[1] ?? '');
  const attributes =
    kind === 'missing attribute' ? [...relevant.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '') : [];
  const definitions = [...relevant.matchAll(/- In `[^\n]*(?:\n(?!- In)[^\n]*)*/g)].map((match) => match[0]);
  return [...names, ...attributes, ...definitions].map(squeeze).filter((name) => name !== '');
}
