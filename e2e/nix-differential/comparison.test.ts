/** The comparison itself: that it finds a planted mistake, shrinks it, and lets right answers pass. Needs no Nix. */
import { afterAll, describe, expect, test } from 'vitest';
import { compareFamily, shrinkFirst, type Contestants } from './generated';
import { olderBehaviour } from './older-nix';
import { agree } from './outcome';
import { OwnNix } from './own-nix';
import { builtinArguments, uncalledBuiltins } from './programs/builtin-calls';
import { families, type Family } from './programs/families';
import { makeWorkspace } from './workspace';

const workspace = makeWorkspace();
afterAll(workspace.remove);
const honest = new OwnNix(workspace);
/** Subtracts the wrong way round and lets a list be as long as it likes. */
const mistaken = new OwnNix(workspace, {
  length: honest.value('list: 7'),
  sub: honest.value('a: b: b - a'),
});

function contestants(ours: OwnNix): Contestants {
  return {
    ours: (source) => ours.evaluate(source),
    theirs: (sources) => Promise.resolve(sources.map((source) => honest.evaluate(source))),
    version: [2, 26],
  };
}

function family(name: string): Family {
  const found = families.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no family ${name}`);
  return found;
}

describe('comparing', () => {
  test('finds nothing where both are the same', async () => {
    for (const each of families) {
      const result = await compareFamily(each, 20, 1, contestants(honest));
      expect([each.name, result.compared, result.differences]).toEqual([each.name, 20, []]);
    }
  });

  test('finds a wrong builtin and shrinks the program that shows it', async () => {
    const both = contestants(mistaken);
    const { differences, compared } = await compareFamily(family('builtins'), 400, 1, both);
    expect(compared).toBe(400);
    expect(differences.length).toBeGreaterThan(3);
    const [first] = differences;
    const smallest = await shrinkFirst(family('builtins'), 400, 1, first?.index ?? 0, both);
    expect(smallest?.source).toMatch(/sub|length/);
    expect(smallest?.source.length).toBeLessThanOrEqual(first?.source.length ?? 0);
    expect(smallest?.source.length).toBeLessThan(120);
  });
});

test('values must be identical and failures must fail', () => {
  const value = { kind: 'value', text: '1' } as const;
  const failure = { kind: 'failure', message: 'a' } as const;
  expect(agree(value, { kind: 'value', text: '1' })).toBe(true);
  expect(agree(value, { kind: 'value', text: '1.0' })).toBe(false);
  expect(agree(value, failure)).toBe(false);
  expect(agree(failure, { kind: 'failure', message: 'b' })).toBe(true);
});

test('only an older Nix is excused, and only for what is known', () => {
  const theirs = { kind: 'failure', message: 'attribute missing' } as const;
  const warned = {
    index: 0,
    source: 'builtins.warn "a" 1',
    ours: { kind: 'value', text: '1' },
    theirs,
  } as const;
  expect(olderBehaviour(warned, [2, 8])).toBe('builtins.warn');
  expect(olderBehaviour(warned, [2, 23])).toBeUndefined();
  expect(olderBehaviour({ ...warned, source: 'builtins.add 1 1' }, [2, 8])).toBeUndefined();
});

test('every builtin is called, or is said not to be', () => {
  const listed = textOf(
    'toString (builtins.filter (n: builtins.isFunction builtins.${n}) (builtins.attrNames builtins))',
  );
  const names = listed.slice(1, -1).split(' ');
  expect(names.length).toBeGreaterThan(100);
  const known = new Set([...Object.keys(builtinArguments), ...uncalledBuiltins]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

function textOf(source: string): string {
  const outcome = honest.evaluate(source);
  if (outcome.kind === 'failure') throw new Error(outcome.message);
  return outcome.text;
}
