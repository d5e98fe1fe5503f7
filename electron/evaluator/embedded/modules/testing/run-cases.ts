import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AttrSet,
  NixError,
  createInterpreter,
  force,
  forceAttrs,
  callFunction,
  runWithBudget,
  toJsonValue,
} from '../../nix';
import type { Interpreter, NixJson, Slot } from '../../nix';
import { createModuleSystem } from '..';
import { diskIo } from './disk-io';
import { parseExpected, sameError, sameJson, showExpected } from './expected';

/** How one case went. */
export interface CaseResult {
  /** `topic/case`. */
  readonly name: string;
  readonly agrees: boolean;
  /** What was expected and what came, for reading. */
  readonly expected: string;
  readonly actual: string;
}

/** What cases get as `clanLib`. */
export type MakeClanLib = (lib: AttrSet, interpreter: Interpreter) => Slot;

const budget = { maxDepth: 10_000, maxSteps: 50_000_000, isCancelled: () => false };

/** The topics of a folder of cases: its `.nix` files. */
export function topicsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.nix'))
    .map((file) => file.slice(0, -'.nix'.length))
    .sort();
}

/** Runs all cases of a topic (or only one), each on its own. */
export function runTopic(
  folder: string,
  topic: string,
  makeClanLib: MakeClanLib,
  only?: string,
): CaseResult[] {
  const expected = parseExpected(
    readFileSync(join(folder, `${topic}.expected.json`), 'utf8').replaceAll('<dir>', folder),
  );
  const interpreter = createInterpreter({ io: diskIo() });
  const { lib } = createModuleSystem(interpreter);
  const results: CaseResult[] = [];
  for (const [name, wanted] of expected) {
    if (only !== undefined && name !== only) continue;
    const actual = runCase(() => {
      const cases = forceAttrs(
        callFunction(
          interpreter.evalFile(join(folder, `${topic}.nix`)),
          AttrSet.of({ lib, clanLib: makeClanLib(lib, interpreter) }),
        ),
      );
      return toJsonValue(force(cases.get(name) ?? null));
    });
    const agrees =
      wanted.kind === 'value'
        ? actual.kind === 'value' && sameJson(wanted.value, actual.value)
        : actual.kind === 'error' && sameError(wanted.message, actual.message);
    results.push({
      name: `${topic}/${name}`,
      agrees,
      expected: showExpected(wanted),
      actual: actual.kind === 'value' ? show(actual.value) : `error: ${actual.message}`,
    });
  }
  return results;
}

type Actual =
  { readonly kind: 'value'; readonly value: NixJson } | { readonly kind: 'error'; readonly message: string };

function runCase(evaluate: () => NixJson): Actual {
  try {
    return { kind: 'value', value: runWithBudget({ ...budget, deadline: Date.now() + 10_000 }, evaluate) };
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    return { kind: 'error', message: error.message };
  }
}

function show(value: NixJson): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return Number(item);
    return item instanceof Map ? (Object.fromEntries(item) as unknown) : item;
  });
}
