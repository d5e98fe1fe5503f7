import { describe, expect, test } from 'vitest';
import type { ClanEvaluation } from '../../../../../shared/clan/evaluation';
import { memoryClan, pingService } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';
import type { QueryResult } from '../session-types';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

interface Inventory {
  readonly machines: Record<string, { tags: string[]; description?: string }>;
  readonly instances: Record<string, { module: object; roles: Record<string, Record<string, object>> }>;
}

function inventory(): Inventory {
  const instance = (server: string): Inventory['instances'][string] => ({
    module: { input: 'self', name: 'ping' },
    roles: {
      server: { machines: { [server]: { settings: { greeting: 'hi' } } } },
      client: { tags: { all: {}, [server]: {} }, machines: {} },
    },
  });
  return {
    machines: Object.fromEntries(names.map((name) => [name, { tags: [name] }])),
    instances: { one: instance('a'), two: instance('b'), three: instance('c') },
  };
}

function files(content: Inventory): Readonly<Record<string, string>> {
  return {
    'clan.nix': '{ meta.name = "kept"; modules.ping = ./ping.nix; inventory.tags.listed = [ "a" ]; }',
    'ping.nix': pingService,
    'inventory.json': JSON.stringify(content, null, 2),
  };
}

function valueOf<T>(result: QueryResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error, null, 2));
}

/** The names of what was made anew by an edit; all of it has to be as in a clan opened with that text. */
function madeAnew(clan: MemoryClan, change: (content: Inventory) => void): readonly string[] {
  const before = valueOf(clan.session.evaluation());
  const content = inventory();
  change(content);
  clan.session.update({ changedPaths: [], inventoryJsonText: JSON.stringify(content, null, 2) });
  const after = valueOf(clan.session.evaluation());
  expect(after).toEqual(valueOf(memoryClan(files(content)).session.evaluation()));
  const parts = ({ machines, instances }: ClanEvaluation): readonly { readonly name: string }[] => [
    ...machines,
    ...instances,
  ];
  const known = new Set<unknown>(parts(before));
  return parts(after)
    .filter((part) => !known.has(part))
    .map(({ name }) => name);
}

describe('after an edit the window is told anew', () => {
  test('nothing that is as it was', () => {
    expect(madeAnew(memoryClan(files(inventory())), () => undefined)).toEqual([]);
  });

  test('one instance whose settings were changed in place', () => {
    const clan = memoryClan(files(inventory()));
    const changed = madeAnew(clan, ({ instances }) => {
      const role = instances['two']?.roles['server'];
      if (role !== undefined) role['machines'] = { b: { settings: { greeting: 'ho' } } };
    });
    expect(changed).toEqual(['two']);
  });

  test('one machine, and the instances that its tags are about', () => {
    const clan = memoryClan(files(inventory()));
    const changed = madeAnew(clan, ({ machines }) => {
      machines['d'] = { tags: ['b'] };
    });
    expect(changed).toEqual(['d', 'two']);
  });

  test('what stands further down in the file by then', () => {
    const clan = memoryClan(files(inventory()));
    const changed = madeAnew(clan, ({ machines }) => {
      machines['e'] = { tags: ['e'], description: 'one more line' };
    });
    // Machines stand in front of the instances in the text; the last machine and all instances have moved.
    expect(changed).toEqual(['e', 'f', 'one', 'three', 'two']);
  });

  test('everything that a new machine belongs to', () => {
    const clan = memoryClan(files(inventory()));
    const changed = madeAnew(clan, ({ machines, instances }) => {
      for (const { roles } of Object.values(instances)) delete roles['client'];
      machines['g'] = { tags: ['a'] };
    });
    expect(changed).toEqual(['g', 'one', 'three', 'two']);
  });
});
