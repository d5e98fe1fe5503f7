/**
 * Language cases: `testdata/eval-okay-<topic>.nix` with the value in `.exp`, `eval-fail-…` with the error in
 * `.err.exp`, `parse-okay-…` and `parse-fail-…` likewise. With UPDATE_EXPECTATIONS=1 they are rewritten; look at the
 * difference before keeping it. `<dir>` stands for the folder of the cases.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWithBudget } from './eval/budget';
import { createInterpreter } from './interpreter';
import { printValue } from './print/print-value';
import { showExpr } from './print/show-expr';
import { MemoryIo } from './testing/memory-io';
import { caught } from './testing/run';

const folder = join(import.meta.dirname, 'testdata');
const virtual = '/testdata';
const homeDir = '/home/user';

function texts(path: string, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) Object.assign(found, texts(join(path, entry.name), `${prefix}/${entry.name}`));
    else if (!entry.name.endsWith('.exp'))
      found[`${prefix}/${entry.name}`] = readFileSync(join(path, entry.name), 'utf8');
  }
  return found;
}

const files = texts(folder, virtual);
const names = readdirSync(folder).flatMap((name) => (name.endsWith('.nix') ? [name.slice(0, -4)] : []));

/** Deep enough for every case that succeeds, and still within the stack of a test. */
const maxDepth = 600;

function outcome(name: string): string {
  const interpreter = createInterpreter({ io: new MemoryIo({ files, environment: { HOME: homeDir } }) });
  const file = `${virtual}/${name}.nix`;
  const text = caught(() =>
    runWithBudget({ maxDepth }, () => {
      if (name.startsWith('eval')) return printValue(interpreter.evalFile(file), { isStrict: true });
      const { expr, baseDir } = interpreter.parseFile(file);
      return showExpr(expr, { baseDir, homeDir });
    }),
  );
  return `${text.replaceAll(virtual, '<dir>')}\n`;
}

describe('the Nix language', () => {
  test('has cases for success and failure of both stages', () => {
    const kinds = new Set(names.map((name) => name.split('-').slice(0, 2).join('-')));
    expect([...kinds].sort()).toEqual(['eval-fail', 'eval-okay', 'parse-fail', 'parse-okay']);
  });

  test.each(names)('%s', (name) => {
    const expectation = join(folder, `${name}${name.includes('-fail-') ? '.err' : ''}.exp`);
    const actual = outcome(name);
    if (process.env['UPDATE_EXPECTATIONS'] === '1') writeFileSync(expectation, actual);
    expect(actual).toBe(readFileSync(expectation, 'utf8'));
  });

  test('has a case that calls every builtin by its name', () => {
    const texts = Object.values(files).join('\n');
    const interpreter = createInterpreter({ io: new MemoryIo({}) });
    const missing = interpreter.builtins
      .names()
      .filter((name) => !new RegExp(`(?<![\\w'-])${name}(?![\\w'-])`).test(texts));
    expect(missing).toEqual([]);
  });

  // Nix's printed form loses some things: six digits of floats are left, `"${x}"` becomes `(x)`, a dynamic name
  // becomes a string, an assertion loses its brackets, the path `/` cannot be written; and positions are those of
  // another text.
  const lossy =
    /-(arithmetic|builtins-files|builtins-json|builtins-types|coercion|dynamic-attributes|floats|paths|positions)$/;
  const lossyBuiltins =
    /-builtin-(ceil|derivation|dir-of|div|get-context|has-context|is-float|is-int|is-string|path-exists|read-file-type|to-json|to-string|try-eval|type-of|unsafe-.*)$/;
  const lossyLanguage =
    /-language-(arithmetic-kinds|assert|dynamic-names|float-forms|order-of-failure|out-path|path-forms|select-or|string-context|to-string-attribute)$/;
  const isLossy = (name: string): boolean =>
    [lossy, lossyBuiltins, lossyLanguage].some((names) => names.test(name));
  const printable = names.filter((name) => name.startsWith('eval-okay') && !isLossy(name));

  test.each(printable)('%s means the same when printed and parsed again', (name) => {
    const interpreter = createInterpreter({ io: new MemoryIo({ files }) });
    const file = `${virtual}/${name}.nix`;
    const [original, printed] = runWithBudget({ maxDepth }, () => {
      const { expr, baseDir } = interpreter.parseFile(file);
      const again = showExpr(expr, { baseDir, homeDir });
      const place = { baseDir, label: file };
      return [interpreter.evalFile(file), interpreter.evalText(again, place)].map((value) =>
        printValue(value, { isStrict: true }),
      );
    });
    expect(printed).toBe(original);
  });
});
