/** Expressions with the values that the real Nix gives for them: files of `testdata` folders. */
import { readFileSync } from 'node:fs';
import { NixError } from '../errors';
import { runWithBudget } from '../eval/budget';
import type { InterpreterOptions } from '../eval/interpreter';
import { createInterpreter } from '../interpreter';
import { printValue } from '../print/print-value';

/** One file of cases. */
interface GoldenCases {
  /** What stands before each expression. */
  readonly before: string;
  /** The printed value by expression; null where evaluation fails. */
  readonly cases: Readonly<Record<string, string | null>>;
}

/** The cases of a file, each as expression and outcome: the printed value, or null where it fails. */
export function goldenCases(path: string): readonly (readonly [string, string, string | null])[] {
  const { before, cases } = JSON.parse(readFileSync(path, 'utf8')) as GoldenCases;
  return Object.entries(cases).map(([text, value]) => [text, `${before} ${text}`, value]);
}

/** The printed value of an expression; null where evaluation fails. */
export function outcome(text: string, options: InterpreterOptions): string | null {
  try {
    return runWithBudget({}, () => {
      const value = createInterpreter(options).evalText(text, { baseDir: '/dir', label: '«string»' });
      return printValue(value, { isStrict: true });
    });
  } catch (error) {
    if (error instanceof NixError) return null;
    throw error;
  }
}
