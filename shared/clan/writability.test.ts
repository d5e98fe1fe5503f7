import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/json';
import { WritabilityMemory, accessOf, computeWritability, definedInAt, verdictAt } from './writability';
import type { WritabilityNode } from './writability';
import reference from './testdata/writability.json' with { type: 'json' };

/** Introspection and values of a clan written for this purpose; the verdicts are those of Clan's own tools. */
const { introspection, allValues, persisted, verdicts } = reference as unknown as {
  readonly introspection: JsonObject;
  readonly allValues: JsonObject;
  readonly persisted: JsonObject;
  readonly verdicts: readonly (readonly [readonly string[], string])[];
};

const table = computeWritability(introspection, allValues, persisted);

function words(path: readonly string[]): string {
  const verdict = verdictAt(table, path);
  return ['delete', 'readonly', 'write'].filter((word) => verdict?.[word as 'write']).join(' ');
}

function countNodes(node: WritabilityNode): number {
  return [...node.children.values()].reduce((sum, child) => sum + 1 + countNodes(child), 0);
}

function access(path: string) {
  return accessOf(table, path.split('.'));
}

describe('the rule table', () => {
  it('gives the verdict of the reference for every path, and for no other', () => {
    expect(verdicts.map(([path]) => [path, words(path)])).toEqual(verdicts);
    expect(countNodes(table.root)).toBe(verdicts.length);
  });

  it('judges a new key by its nearest listed ancestor', () => {
    expect(verdictAt(table, ['machines', 'k', 'tags'])).toEqual({
      write: true,
      delete: false,
      readonly: false,
    });
    expect(verdictAt(table, ['instances', 'pinned', 'roles', 'server'])?.readonly).toBe(true);
    expect(verdictAt(table, ['tags', 'office'])).toBeNull();
  });

  it('takes names for names', () => {
    const odd = computeWritability(
      { machines: { __this: { prio: 100, files: ['<clan>/inventory.json'], total: false } } },
      JSON.parse('{"machines":{"__proto__":{"tags":[]},"a.b":{}},"unknown":{}}') as JsonObject,
      JSON.parse('{"machines":{"__proto__":{}}}') as JsonObject,
    );
    expect(accessOf(odd, ['machines', '__proto__'])).toEqual({ canWrite: true, canDelete: true });
    expect(verdictAt(odd, ['machines', 'a.b'])?.write).toBe(true);
    expect(verdictAt(odd, ['unknown'])).toBeNull();
  });
});

describe('what the window offers', () => {
  it.each([
    ['machines.j', { canWrite: true, canDelete: true, place: { kind: 'json', label: 'inventory.json' } }],
    [
      'machines.n',
      {
        canWrite: true,
        canDelete: false,
        reason: 'Also defined in clan.nix: it can only be removed there.',
        place: { kind: 'nix', label: 'clan.nix' },
      },
    ],
    [
      'machines.dir',
      { canWrite: true, canDelete: false, place: { kind: 'directory', label: 'machines/dir/' } },
    ],
    ['machines.n.description', { canWrite: false, reason: 'Set in clan.nix: change it there.' }],
    ['machines.forced.tags', { canWrite: false, reason: 'Pinned in clan.nix (mkForce): change it there.' }],
    ['machines.forced.icon', { canWrite: true }],
    ['machines.j.description', { canWrite: true, canDelete: true }],
    ['machines.j.icon', { canWrite: true, canDelete: false }],
    ['machines.both.description', { canWrite: true, canDelete: true }],
    ['instances.json.roles.client.machines.j.settings', { canWrite: true, canDelete: true }],
    [
      'instances.nix.roles.client.tags.t',
      { canWrite: true, canDelete: false, reason: 'Defined in Nix: it can only be removed there.' },
    ],
    ['machines.new', { canWrite: true, canDelete: false }],
    ['instances.pinned.roles.client.machines.x', { canWrite: false }],
    ['instances.nix.module.name', { canWrite: false, place: { kind: 'nix', label: 'clan.nix' } }],
    ['tags.office', { canWrite: false, reason: 'Clan does not let inventory.json hold this.' }],
  ])('%s', (path, expected) => {
    expect(access(path)).toMatchObject(expected);
  });

  it.each([
    ['instances.nix.roles.client.settings', false],
    ['instances.nix.roles.client.settings.fresh', false],
    ['instances.nix.roles.server.settings', false],
    ['instances.nix.roles.client.machines.n.settings.s', false],
    ['instances.nix.roles.client.tags.u.settings', false],
    ['instances.nix.roles.client.tags.t.settings', true],
    ['instances.nix.roles.client.machines.j.settings.s', true],
    ['instances.nix.roles.client.machines.both.settings.s', true],
    ['instances.json.roles.client.settings.s', true],
    ['instances.json.roles.client.tags.a.settings.s', true],
  ])('settings have one definition a place: %s', (path, canWrite) => {
    expect(access(path).canWrite).toBe(canWrite);
    if (!canWrite) expect(access(path).reason).toMatch(/clan\.nix/);
  });

  it('does not offer to delete a role tag that only Nix has', () => {
    expect(access('instances.nix.roles.client.tags.t').canDelete).toBe(false);
    expect(access('instances.nix.roles.client.tags.a').canDelete).toBe(true);
  });

  it('does not offer to write into a set that Nix gives as a default, because that would erase it', () => {
    expect(access('machines.soft.icon')).toMatchObject({ canWrite: false });
    expect(access('machines.soft').reason).toContain('mkDefault');
  });

  it('tells where things are defined', () => {
    expect(definedInAt(table, ['machines', 'both']).map((place) => place.label)).toEqual([
      'inventory.json',
      'clan.nix',
    ]);
    expect(definedInAt(table, ['machines', 'nobody'])).toEqual([]);
  });
});

describe('a memory of what was found out before', () => {
  const compute = (memory: WritabilityMemory, stored: JsonObject, told = introspection): WritabilityNode =>
    computeWritability(told, allValues, stored, '<clan>', memory).root;
  const elementsOf = (root: WritabilityNode): readonly WritabilityNode[] =>
    ['machines', 'instances'].flatMap((kind) => [...(root.children.get(kind)?.children.values() ?? [])]);

  it('gives the same nodes for the same objects', () => {
    const memory = new WritabilityMemory();
    const first = compute(memory, persisted);
    expect(first).toEqual(table.root);
    const again = elementsOf(compute(memory, persisted));
    expect(again.length).toBeGreaterThan(1);
    elementsOf(first).forEach((node, index) => expect(again[index]).toBe(node));
  });

  it('forgets what depends on something else than before', () => {
    const memory = new WritabilityMemory();
    compute(memory, persisted);
    expect(compute(memory, {})).toEqual(computeWritability(introspection, allValues, {}).root);
    const machines = introspection['machines'] as JsonObject;
    const pinned = {
      ...introspection,
      machines: { ...machines, __this: { prio: 50, files: [], total: false } },
    };
    expect(compute(memory, {}, pinned)).toEqual(computeWritability(pinned, allValues, {}).root);
  });
});
