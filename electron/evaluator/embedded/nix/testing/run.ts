import { NixError } from '../errors';
import { runWithBudget, type Budget } from '../eval/budget';
import { createInterpreter } from '../interpreter';
import { printError } from '../print/print-error';
import { printValue } from '../print/print-value';
import { MemoryIo, type MemoryIoOptions } from './memory-io';

/** Evaluates a text and prints the value, or the error that it fails with as `error: …`. */
export function run(text: string, options: MemoryIoOptions & { readonly budget?: Budget } = {}): string {
  return caught(() => runWithBudget(options.budget ?? {}, () => printed(text, new MemoryIo(options))));
}

function printed(text: string, io: MemoryIo): string {
  const interpreter = createInterpreter({ io });
  return printValue(interpreter.evalText(text, { baseDir: '/dir', label: '«string»' }), { isStrict: true });
}

/** The error of evaluating a text. Fails when there is none. */
export function failure(
  text: string,
  options: MemoryIoOptions & { readonly budget?: Budget } = {},
): NixError {
  try {
    runWithBudget(options.budget ?? {}, () => printed(text, new MemoryIo(options)));
  } catch (error) {
    if (error instanceof NixError) return error;
    throw error;
  }
  throw new Error(`no error from: ${text}`);
}

/** What `compute` gives, or its error in the words of the command line. */
export function caught(compute: () => string): string {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NixError) return printError(error, { hasFullTrace: false });
    throw error;
  }
}
