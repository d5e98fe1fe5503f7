/**
 * Whole error texts, as the real Nix 2.26 prints them, without and with `--show-trace`. With NIX_INSTANTIATE naming a
 * Nix of that version, the table itself is checked too.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { runWithBudget } from '../eval/budget';
import { createInterpreter } from '../interpreter';
import { MemoryIo } from '../testing/memory-io';
import { printError } from './print-error';
import { printValue } from './print-value';

interface Case {
  /** The lines of the program. */
  readonly program: readonly string[];
  /** The lines that Nix answers with; `<file>` stands for the path of the program. */
  readonly short: readonly string[];
  /** Those with `--show-trace`, where they are others. */
  readonly full?: readonly string[];
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, 'testdata/error-texts.json'), 'utf8'),
) as readonly Case[];

const file = '/dir/c.nix';
/** Deep enough for all cases, and within the stack of a test. */
const maxDepth = 400;

function answer(program: string, hasFullTrace: boolean): string {
  const interpreter = createInterpreter({ io: new MemoryIo({ files: { [file]: program } }) });
  try {
    return runWithBudget({ maxDepth }, () => printValue(interpreter.evalFile(file), { isStrict: true }));
  } catch (error) {
    if (error instanceof NixError) return printError(error, { hasFullTrace }).replaceAll(file, '<file>');
    throw error;
  }
}

describe('the texts of errors are those of Nix', () => {
  test('in many cases', () => {
    expect(cases.length).toBeGreaterThan(200);
  });

  test.each(cases.map(({ program, short, full = short }) => [program.join('\n'), short, full] as const))(
    '%s',
    (program, short, full) => {
      expect(answer(program, false).split('\n')).toEqual(short);
      expect(answer(program, true).split('\n')).toEqual(full);
    },
  );
});

const realNix = process.env['NIX_INSTANTIATE'];
const isKnownVersion =
  realNix !== undefined && spawnSync(realNix, ['--version'], { encoding: 'utf8' }).stdout.includes(' 2.26.');

test.skipIf(!isKnownVersion)(
  'the real Nix prints what the table says',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'error-texts-'));
    const path = join(folder, 'c.nix');
    const ask = (flags: readonly string[]): string[] => {
      const { status, stdout, stderr } = spawnSync(realNix ?? '', ['--eval', '--strict', ...flags, path], {
        encoding: 'utf8',
      });
      return (status === 0 ? stdout : stderr).trimEnd().replaceAll(path, '<file>').split('\n');
    };
    try {
      for (const { program, short, full = short } of cases) {
        writeFileSync(path, program.join('\n'));
        expect(ask([])).toEqual(short);
        expect(ask(['--show-trace'])).toEqual(full);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  300_000,
);
