/**
 * What may be written (clan-semantics 4.2): on clans of `testdata/rules` with the verdicts that Clan's own tools gave for
 * the same introspection and values (`verdicts.json`), then row by row as the reference lists them, with the reason and
 * the defining file that the window shows.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import { accessOf, computeWritability, verdictAt } from '../../../../../shared/clan/writability';
import type { WritabilityNode, WritabilityTable } from '../../../../../shared/clan/writability';
import { toPlainJson } from '../../schema/exact-json';
import type { ExactJson } from '../../schema/exact-json';
import { openClan } from '../open-clan';
import type { QueryResult } from '../session-types';
import { nodeIo } from '../testing/node-io';

const root = join(import.meta.dirname, '../testdata/rules');
type Verdicts = readonly (readonly [readonly string[], string])[];

function objectOf(result: QueryResult<ExactJson>): JsonObject {
  const value = result.ok ? toPlainJson(result.value) : null;
  if (isJsonObject(value)) return value;
  throw new Error(JSON.stringify(result));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The table of a case, made from what the native evaluation tells. */
function tableOf(name: string): WritabilityTable {
  const directory = join(root, name);
  const session = openClan({ io: nodeIo(), directory });
  const file = join(directory, 'inventory.json');
  const persisted = existsSync(file) ? (readJson(file) as JsonObject) : {};
  const { machines = {}, instances = {}, meta = {} } = objectOf(session.inventory());
  return computeWritability(
    objectOf(session.introspection()),
    { machines, instances, meta },
    persisted,
    directory,
  );
}

function words(table: WritabilityTable, path: readonly string[]): string {
  const verdict = verdictAt(table, path);
  return (['delete', 'readonly', 'write'] as const).filter((word) => verdict?.[word] === true).join(' ');
}

function countNodes(node: WritabilityNode): number {
  return [...node.children.values()].reduce((sum, child) => sum + 1 + countNodes(child), 0);
}

describe('the verdicts of Clan’s own tools', () => {
  const cases = readdirSync(root).filter((name) => existsSync(join(root, name, 'verdicts.json')));

  test('there are cases', () => {
    expect(cases.length).toBeGreaterThan(10);
  });

  test.each(cases)('%s', (name) => {
    const table = tableOf(name);
    const expected = readJson(join(root, name, 'verdicts.json')) as Verdicts;
    expect(expected.map(([path]) => [path, words(table, path)])).toEqual(expected);
    expect(countNodes(table.root)).toBe(expected.length);
  });
});

describe('typical verdicts, with reason and place', () => {
  const tables = new Map(
    ['writability-priorities', 'writability-settings'].map((name) => [name, tableOf(name)] as const),
  );
  const table = (name: string): WritabilityTable => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const json = { kind: 'json', label: 'inventory.json' };
  const nix = { kind: 'nix', label: 'clan.nix' };
  const setThere = 'Set in clan.nix: change it there.';
  const pinnedThere = 'Pinned in clan.nix (mkForce): change it there.';
  const removedThere = 'Also defined in clan.nix: it can only be removed there.';

  const priorities: readonly [string, string, string, object][] = [
    ['machine only in inventory.json', 'machines.json', 'delete write', { canDelete: true, place: json }],
    ['… its fields', 'machines.json.description', 'write', { canWrite: true, place: json }],
    ['machine in Nix and in JSON', 'machines.nix', 'write', { canDelete: false, reason: removedThere }],
    [
      'machine in machines/',
      'machines.folder',
      'write',
      {
        canDelete: false,
        reason: 'Also defined in machines/folder/: it can only be removed there.',
        place: { kind: 'directory', label: 'machines/folder/' },
      },
    ],
    ['machine in clan.machines', 'machines.only-module', 'write', { canWrite: true, canDelete: false }],
    ['… its unset fields', 'machines.only-module.description', 'write', { canWrite: true }],
    ['field set in Nix at 100', 'machines.nix.description', 'readonly', { reason: setThere, place: nix }],
    ['field that is forced', 'machines.forced.tags', 'readonly', { reason: pinnedThere, place: nix }],
    ['field that is a default', 'machines.forced.description', 'write', { canWrite: true }],
    ['field that is null in Nix and in JSON', 'machines.nix.icon', 'write', { canWrite: true }],
    ['field below a group in Nix', 'machines.nix.deploy.buildHost', 'readonly', { reason: setThere }],
    [
      'deploy.targetHost only in JSON',
      'machines.json.deploy.targetHost',
      'delete write',
      { canDelete: true, place: json },
    ],
    ['tags, a list', 'machines.nix.tags', 'write', { canWrite: true }],
    ['instance only in JSON', 'instances.json', 'delete write', { canDelete: true, place: json }],
    ['… below it', 'instances.json.module.name', 'write', { canWrite: true }],
    ['instance in Nix', 'instances.nix', 'write', { canDelete: false, reason: removedThere }],
    ['… its module.name', 'instances.nix.module.name', 'readonly', { reason: setThere, place: nix }],
    ['role only in JSON', 'instances.nix.roles.b', 'delete write', { canDelete: true, place: json }],
    [
      'member only in JSON',
      'instances.nix.roles.a.machines.json',
      'delete write',
      { canDelete: true, place: json },
    ],
    [
      'member in Nix and in JSON',
      'instances.nix.roles.a.machines.nix',
      'write',
      { canDelete: false, reason: removedThere },
    ],
    [
      'role tag set only in Nix: deletable by the rules, not by us',
      'instances.nix.roles.a.tags.t',
      'delete write',
      { canDelete: false, reason: 'Defined in Nix: it can only be removed there.' },
    ],
    ['anything of a forced instance', 'instances.pinned.module.name', 'readonly', { reason: pinnedThere }],
    ['meta.name with mkDefault', 'meta.name', 'write', { canWrite: true }],
    ['meta.description plainly in Nix', 'meta.description', 'readonly', { reason: setThere, place: nix }],
    ['meta.icon in JSON', 'meta.icon', 'write', { canWrite: true }],
    [
      'machine that Nix gives as a default: writing would erase it',
      'machines.weak.icon',
      'write',
      {
        canWrite: false,
        reason: 'clan.nix defines all of this as a default (mkDefault); writing here would erase it.',
      },
    ],
  ];
  test.each(priorities)('%s', (_row, path, verdict, access) => {
    const found = table('writability-priorities');
    expect(words(found, path.split('.'))).toBe(verdict);
    expect(accessOf(found, path.split('.'))).toMatchObject(access);
  });

  const one = 'instances/both/roles/a/machines/one/settings';
  const two = 'instances/both/roles/a/machines/two/settings';
  const written =
    'These settings are written in clan.nix, and one place cannot be defined twice: change them there.';
  const settings: readonly [string, string, string, object][] = [
    ['settings key set in Nix, a text', `${one}/text`, 'readonly', { canWrite: false, reason: written }],
    ['settings key set in Nix, a list', `${one}/list`, 'delete write', { canWrite: false, reason: written }],
    ['settings key set in Nix, a set', `${one}/set`, 'delete write', { canWrite: false, reason: written }],
    ['new settings key beside those of Nix', `${one}/new`, 'write', { canWrite: false, reason: written }],
    ['settings key set in JSON', `${two}/text`, 'delete write', { canWrite: true, canDelete: true }],
    [
      'settings of the role in JSON',
      'instances/both/roles/a/settings/set',
      'delete write',
      { canWrite: true },
    ],
    ['… and deeper', 'instances/both/roles/a/settings/set/deep', 'delete write', { canWrite: true }],
    ['a name with a dot', 'instances/json.dotted/roles/a', 'delete write', { canDelete: true }],
    ['module.name with mkDefault', 'instances/weak-parts/module/name', 'write', { canWrite: true }],
    [
      'settings with mkDefault: evaluates, and loses all of Nix',
      'instances/weak-parts/roles/a/machines/one/settings',
      'write',
      { canWrite: false, reason: written },
    ],
  ];
  test.each(settings)('%s', (_row, path, verdict, access) => {
    const found = table('writability-settings');
    expect(words(found, path.split('/'))).toBe(verdict);
    expect(accessOf(found, path.split('/'))).toMatchObject(access);
  });

  test('settings of a tag in Nix: below it introspection is silent, the wrapper names the file', () => {
    const session = openClan({ io: nodeIo(), directory: join(root, 'writability-settings') });
    const form = session.roleForm('both', 'a');
    const tag = form.ok ? form.value.layers.find(({ layer }) => layer.kind === 'tag') : undefined;
    expect(tag).toMatchObject({
      isSet: true,
      access: { canWrite: false, reason: written },
      place: { kind: 'nix', label: 'clan.nix:11' },
    });
  });

  test('top-level keys that Clan does not write', () => {
    expect(verdictAt(table('writability-priorities'), ['tags', 'office'])).toBeNull();
    expect(accessOf(table('writability-priorities'), ['tags', 'office'])).toEqual({
      canWrite: false,
      canDelete: false,
      reason: 'Clan does not let inventory.json hold this.',
    });
  });
});
