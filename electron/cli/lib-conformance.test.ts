/**
 * The conformance cases of `lib` and of clan's library, asked of `clan-inventory nix` as anybody would: with the native
 * libraries as `<nixpkgs/lib>` and `<clan-core/lib>`, and, where NIXPKGS_LIB names a checkout of nixpkgs, with that
 * put in their place by `-I nixpkgs=…`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  parseExpected,
  sameError,
  sameJson,
  showExpected,
} from '../evaluator/embedded/modules/testing/expected';
import type { ExpectedResult } from '../evaluator/embedded/modules/testing/expected';
import { topicsOf } from '../evaluator/embedded/modules/testing/run-cases';
import { toJsonValue } from '../evaluator/embedded/nix';
import { errorDifference } from '../evaluator/embedded/clan/testing/compare-outputs';
import { parseJsonWithSpans } from '../evaluator/embedded/clan/json-source';
import { DiskIo } from '../evaluator/in-thread';
import { runNixCommand } from './nix-command';

const folder = resolve(import.meta.dirname, '../../../shared/conformance/lib');
const nixpkgs = process.env['NIXPKGS_LIB'];
const topics = existsSync(folder) ? topicsOf(folder) : [];

const suites = [
  { name: 'the native lib', argv: [] },
  ...(nixpkgs === undefined
    ? []
    : [{ name: 'the lib of a checkout', argv: ['-I', `nixpkgs=${resolve(nixpkgs)}`] }]),
];

if (nixpkgs === undefined) {
  test.skip('conformance cases of lib with a checkout: skipped, NIXPKGS_LIB names no checkout of nixpkgs');
}

describe.each(suites)('conformance cases on the command line: $name', ({ argv }) => {
  test.skipIf(topics.length === 0).each(topics)('%s', (topic) => {
    const expected = [...expectationsOf(topic)];
    const broken = expected.flatMap(([name, wanted]) => {
      const actual = run(topic, name, argv);
      return agrees(topic, wanted, actual)
        ? []
        : [`${name}: expected ${showExpected(wanted)}, got ${actual.text}`];
    });
    expect(broken).toEqual([]);
    expect(expected.length).toBeGreaterThan(0);
  });
});

function expectationsOf(topic: string): ReadonlyMap<string, ExpectedResult> {
  return parseExpected(readFileSync(`${folder}/${topic}.expected.json`, 'utf8').replaceAll('<dir>', folder));
}

interface Answer {
  readonly code: number;
  readonly text: string;
}

/** One case, as `clan-inventory nix --eval --strict --json` answers. */
function run(topic: string, name: string, argv: readonly string[]): Answer {
  let text = '';
  const take = (more: string): void => void (text += more);
  const io = new DiskIo({ roots: null, environment: {}, trace: () => undefined });
  const expression = `let lib = import <nixpkgs/lib>; in
    (import ${folder}/${topic}.nix { inherit lib; clanLib = import <clan-core/lib> { inherit lib; }; }).${JSON.stringify(name)}`;
  const code = runNixCommand(
    ['--eval', '--strict', '--json', ...argv, '-E', expression],
    { stdout: take, stderr: take, stdin: () => '' },
    io,
  );
  return { code, text };
}

function agrees(topic: string, wanted: ExpectedResult, { code, text }: Answer): boolean {
  if (wanted.kind === 'value')
    return code === 0 && sameJson(wanted.value, toJsonValue(parseJsonWithSpans({ path: 'stdout', text })));
  const message = messageOf(text);
  // The words of clan's own errors are ours; what they name has to be the same.
  const isSame =
    topic === 'clan-lib'
      ? errorDifference(wanted.message, message) === undefined
      : sameError(wanted.message, message);
  return code === 1 && isSame;
}

/** The error itself: without the trace before it, and the place with its lines of source behind it. */
function messageOf(text: string): string {
  const traced = text.lastIndexOf('\n\n       error: ');
  const message = text.slice(traced < 0 ? 'error: '.length : traced + '\n\n       error: '.length);
  return message.split(/\n {7}at [^\n]+:\d+:\d+:/)[0] ?? message;
}
