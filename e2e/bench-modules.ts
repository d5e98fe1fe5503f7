/**
 * npm run bench:modules: how long evaluations of modules take, from nothing and after one definition more. With
 * NIXPKGS_LIB (the folder of nixpkgs' `lib`) the real Nix (NIX_INSTANTIATE, else nix-instantiate) evaluates the same with
 * the real module system; both have to give the same configuration. Nix tells the processor time of its evaluation
 * itself; what it takes to start and to load `lib` is taken off, as it is for ours.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import {
  AttrSet,
  callFunction,
  createInterpreter,
  forceAttrs,
  runWithBudget,
  toJsonText,
} from '../electron/evaluator/embedded/nix';
import type { Slot } from '../electron/evaluator/embedded/nix';
import { createModuleSystem } from '../electron/evaluator/embedded/modules';
import { createDiskIo } from './fixtures/disk-io';
import { optionsCase, submodulesCase } from './fixtures/module-cases';
import type { ModuleCase } from './fixtures/module-cases';
import { clock, line, median } from './fixtures/timing';
import type { Times } from './fixtures/timing';

/** The cases: a number of options, or of submodules. */
export const runs = ['100-options', '1000-options', '5000-options', '1000-submodules'];

const repeats = 11;

/** Measures one case and prints a line for each figure. */
export function main(run: string): void {
  const match = /^(\d+)-(options|submodules)$/.exec(run);
  if (match === null) throw new Error(`'${run}' is no case: give NUMBER-options or NUMBER-submodules`);
  const count = Number(match[1]);
  const found = match[2] === 'options' ? optionsCase(count) : submodulesCase(count);
  const directory = mkdtempSync(join(tmpdir(), 'modules-bench-'));
  try {
    const file = join(directory, 'case.nix');
    writeFileSync(file, found.text);
    measure(found, file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** One evaluation by our evaluator: before and after an edit. */
interface Evaluated {
  readonly cold: Times;
  readonly incremental: readonly Times[];
  readonly before: string;
  readonly after: string;
}

function evaluate(file: string): Evaluated {
  const interpreter = createInterpreter({ io: createDiskIo() });
  const { lib } = createModuleSystem(interpreter);
  const made = (): AttrSet =>
    forceAttrs(callFunction(interpreter.evalFile(file), new AttrSet(new Map<string, Slot>([['lib', lib]]))));
  const within = <T>(work: () => T): T => runWithBudget({}, work);
  const cold = clock(() =>
    within(() => {
      const both = made();
      return { both, json: toJsonText(both.get('before') ?? null) };
    }),
  );
  const { both } = cold.value;
  const incremental = Array.from({ length: repeats }, (_value, index) =>
    clock(() =>
      within(() => toJsonText(callFunction(both.get('after') ?? null, BigInt(repeats - 1 - index)))),
    ),
  );
  return {
    cold: cold.times,
    incremental: incremental.map(({ times }) => times),
    before: cold.value.json,
    after: incremental.at(-1)?.value ?? '',
  };
}

function measure({ name }: ModuleCase, file: string): void {
  const first = evaluate(file);
  const more = Array.from({ length: repeats }, () => evaluate(file));
  if (first.before === first.after) throw new Error('the edit changed nothing');
  console.log(`\n${name}`);
  line('from nothing, the very first time', [first.cold]);
  const cold = more.map((evaluated) => evaluated.cold);
  const incremental = more.flatMap((evaluated) => evaluated.incremental);
  line('from nothing, warmed up', cold);
  line('after one definition more', incremental);
  compareWithReal(file, first, median(cold), median(incremental));
}

/** What the real Nix says of its own processor time, in milliseconds. */
interface RealAnswer {
  readonly milliseconds: number;
  readonly json: string;
}

function realNix(expression: string): RealAnswer {
  const run = spawnSync(
    env['NIX_INSTANTIATE'] ?? 'nix-instantiate',
    ['--eval', '--strict', '--json', '-E', expression],
    { encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...env, NIX_SHOW_STATS: '1' } },
  );
  if (run.status !== 0) throw new Error(`the real Nix failed: ${run.stderr}`);
  const statistics = JSON.parse(run.stderr.slice(run.stderr.indexOf('{'))) as { readonly cpuTime: number };
  return { milliseconds: statistics.cpuTime * 1000, json: run.stdout.trim() };
}

function compareWithReal(file: string, ours: Evaluated, cold: Times, incremental: Times): void {
  const folder = env['NIXPKGS_LIB'];
  if (folder === undefined) return;
  const both = `import ${file} { lib = import ${folder}; }`;
  const middle = (expression: string): RealAnswer => {
    const answers = Array.from({ length: 3 }, () => realNix(expression));
    return answers.toSorted((left, right) => left.milliseconds - right.milliseconds)[1] as RealAnswer;
  };
  const start = middle(`(import ${folder}).version`);
  const before = middle(`(${both}).before`);
  const after = middle(`let both = ${both}; in [ both.before (both.after 0) ]`);
  if (!isSame(before.json, ours.before) || !isSame(after.json, `[${ours.before},${ours.after}]`)) {
    throw new Error('the configuration is not that of nixpkgs');
  }
  const realCold = before.milliseconds - start.milliseconds;
  const realIncremental = after.milliseconds - before.milliseconds;
  console.log(
    `    the real Nix, the same answers: ${realCold.toFixed(1)} ms from nothing (${(realCold / cold.cpu).toFixed(1)} times ours), ` +
      `${realIncremental.toFixed(1)} ms after one definition more (${(realIncremental / incremental.cpu).toFixed(1)} times ours)`,
  );
}

function isSame(left: string, right: string): boolean {
  return JSON.stringify(JSON.parse(left)) === JSON.stringify(JSON.parse(right));
}
