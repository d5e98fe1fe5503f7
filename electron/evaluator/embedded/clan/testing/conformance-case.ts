/** One case of the conformance suite: a clan with the outputs of the real Clan. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonValue } from '../../nix';
import type { ExactJson } from '../../schema/exact-json';
import { fromNixJson, isExactObject, objectOf } from '../../schema/exact-json';
import { parseJsonWithSpans } from '../json-source';
import { openClan } from '../open-clan';
import type { EvaluatorSession, QueryResult } from '../session-types';
import { difference, errorDifference } from './compare-outputs';
import { nodeIo } from './node-io';

/** What came of one expected file. */
export interface FileOutcome {
  readonly file: string;
  /** Undefined when the output agrees. */
  readonly difference: string | undefined;
}

/** Reads JSON without losing digits. */
export function readExactJson(path: string): ExactJson {
  return fromNixJson(toJsonValue(parseJsonWithSpans({ path, text: readFileSync(path, 'utf8') })));
}

/** What a case needs and the tests do not have; such a case is skipped. */
export function unmetNeeds(
  directory: string,
  overrideInputs: Readonly<Record<string, string>>,
): readonly string[] {
  const spec = readExactJson(join(directory, 'case.json'));
  const needs =
    isExactObject(spec) && Array.isArray(spec['needs']) ? (spec['needs'] as readonly string[]) : [];
  return needs.filter((need) => !Object.hasOwn(overrideInputs, need));
}

/** Compares every expected file of a case. */
export function runCase(
  directory: string,
  overrideInputs: Readonly<Record<string, string>> = {},
): readonly FileOutcome[] {
  const spec = readExactJson(join(directory, 'case.json'));
  const skipped =
    isExactObject(spec) && Array.isArray(spec['skip']) ? (spec['skip'] as readonly string[]) : [];
  const session = openClan({ io: nodeIo(), directory, overrideInputs, limits: { timeoutMs: 60_000 } });
  const folder = join(directory, 'expected');
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files.map((file) => {
    const expected = readExactJson(join(folder, file));
    const result = ask(session, file.slice(0, -'.json'.length));
    return { file, difference: compare(expected, result, { directory, skipped, overrideInputs }) };
  });
}

function ask(session: EvaluatorSession, query: string): QueryResult<ExactJson> {
  if (query.startsWith('machine.')) return session.machine(query.slice('machine.'.length));
  switch (query) {
    case 'inventory':
    case 'introspection':
    case 'settings':
    case 'schemas':
    case 'manifests':
    case 'checks':
    case 'outputs':
    case 'exports':
      return session[query]();
    default:
      throw new Error(`unknown query ${query}`);
  }
}

interface Comparison {
  readonly directory: string;
  readonly skipped: readonly string[];
  readonly overrideInputs: Readonly<Record<string, string>>;
}

function compare(
  expected: ExactJson,
  result: QueryResult<ExactJson>,
  comparison: Comparison,
): string | undefined {
  const message = expectedError(expected);
  // A machine that fails as a whole with something that can be caught is shown as one hole.
  if (expected === '<error>' && !result.ok)
    return isCatchable(result) ? undefined : 'fails in a way that cannot be caught';
  if (!result.ok) {
    const actual = marked(result.error[0]?.message ?? '', comparison);
    return message === undefined ? `unexpected error: ${actual}` : errorDifference(message, actual);
  }
  if (message !== undefined) return `expected the error: ${message}`;
  return difference(expected, withMarkers(withoutSkipped(result.value, comparison.skipped), comparison));
}

function isCatchable(result: QueryResult<ExactJson>): boolean {
  return !result.ok && ['nix.throw', 'nix.assertion'].includes(result.error[0]?.code ?? '');
}

function expectedError(expected: ExactJson): string | undefined {
  if (!isExactObject(expected)) return undefined;
  const keys = Object.keys(expected);
  const message = expected['error'];
  return keys.length === 1 && typeof message === 'string' ? message : undefined;
}

function withoutSkipped(value: ExactJson, skipped: readonly string[]): ExactJson {
  if (!isExactObject(value)) return value;
  return objectOf(Object.entries(value).filter(([name]) => !skipped.includes(name)));
}

function withMarkers(value: ExactJson, comparison: Comparison): ExactJson {
  if (typeof value === 'string') return marked(value, comparison);
  if (Array.isArray(value)) return value.map((item) => withMarkers(item as ExactJson, comparison));
  if (!isExactObject(value)) return value;
  return objectOf(
    Object.entries(value).map(
      ([key, member]) => [marked(key, comparison), withMarkers(member, comparison)] as const,
    ),
  );
}

function marked(text: string, { directory, overrideInputs }: Comparison): string {
  const core = overrideInputs['clan-core'];
  const withClan = text.replaceAll(directory, '<clan>');
  return core === undefined ? withClan : withClan.replaceAll(core, '<clan-core>');
}
