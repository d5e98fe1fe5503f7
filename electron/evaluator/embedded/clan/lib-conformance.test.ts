/** The conformance cases of clan's library: functions, introspection, JSON Schema (`../shared/conformance/lib`). */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  AttrSet,
  NixError,
  callFunction,
  createInterpreter,
  forceAttrs,
  runWithBudget,
  toJsonValue,
} from '../nix';
import { createModuleSystem } from '../modules';
import type { ExactJson } from '../schema/exact-json';
import { fromNixJson, isExactObject } from '../schema/exact-json';
import { slotAt } from './nix-values';
import { createClanLibFor } from './testing/clan-lib';
import { difference, errorDifference } from './testing/compare-outputs';
import { readExactJson } from './testing/conformance-case';
import { nodeIo } from './testing/node-io';

const folder = resolve(process.cwd(), '../shared/conformance/lib');
const topics = ['clan-lib', 'introspection', 'jsonschema'];

describe.skipIf(!existsSync(folder))('conformance of clan’s library (../shared/conformance/lib)', () => {
  for (const topic of topics) {
    const file = join(folder, `${topic}.expected.json`);
    const expected = existsSync(file) ? readExactJson(file) : {};
    const names = isExactObject(expected) ? Object.keys(expected) : [];
    test(`${topic}: ${names.length} cases`, () => {
      const differences = names.flatMap((name) => {
        const found = compareCase(topic, name, isExactObject(expected) ? (expected[name] ?? null) : null);
        return found === undefined ? [] : [`${name}: ${found}`];
      });
      expect(differences).toEqual([]);
      expect(names.length).toBeGreaterThan(20);
    });
  }
});

function compareCase(topic: string, name: string, expected: ExactJson): string | undefined {
  if (!isExactObject(expected)) return 'no expectation';
  const message = expected['error'];
  const wanted = expected['value'];
  try {
    const actual = evaluate(topic, name);
    if (typeof message === 'string') return `expected the error: ${message}`;
    return wanted === undefined ? 'no expectation' : difference(wanted, actual);
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    return typeof message === 'string'
      ? errorDifference(message, error.message)
      : `unexpected error: ${error.message}`;
  }
}

function evaluate(topic: string, name: string): ExactJson {
  const interpreter = createInterpreter({ io: nodeIo() });
  const { lib } = createModuleSystem(interpreter);
  const clanLib = createClanLibFor(lib, interpreter);
  return runWithBudget({ deadline: Date.now() + 20_000 }, () => {
    const cases = callFunction(
      interpreter.evalFile(join(folder, `${topic}.nix`)),
      AttrSet.of({ lib, clanLib }),
    );
    return fromNixJson(toJsonValue(slotAt(forceAttrs(cases), name)));
  });
}
