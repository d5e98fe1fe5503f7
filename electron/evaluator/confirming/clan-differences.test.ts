import { expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/base/json';
import type { ClanEvaluation, ServiceInfo } from '../../../shared/clan/evaluation';
import { evaluationOf } from '../../../shared/clan/testing/evaluation-of';
import { clanDifferences, reported, settingsDifferences } from './clan-differences';

const module = { name: 'backup', input: 'self' };

function clanOf(document: JsonObject, services: readonly string[] = []): ClanEvaluation {
  const info = (id: string) =>
    ({ id, roles: id.endsWith('!') ? [] : [{ name: 'r' }] }) as unknown as ServiceInfo;
  return { ...evaluationOf(document), services: services.map(info) };
}

function messages(ours: ClanEvaluation, nix: ClanEvaluation): readonly string[] {
  const subject = /about (.*?)\. Embedded/;
  return clanDifferences(ours, nix).map(({ message }) => subject.exec(message)?.[1] ?? message);
}

test('services that only Nix can see are no difference, those that it cannot are', () => {
  expect(messages(clanOf({}, ['self-a']), clanOf({}, ['self-a', '<clan-core>-borgbackup']))).toEqual([]);
  expect(messages(clanOf({}, ['self-a', 'unreadable!']), clanOf({}, ['self-a']))).toEqual([]);
  expect(messages(clanOf({}, ['self-a', 'self-b']), clanOf({}, ['self-a']))).toEqual([
    'whether there is a service self-b',
  ]);
});

test('an instance that only one has is told once, with nothing about its roles', () => {
  const some = clanOf({ instances: { b: { module, roles: { client: { machines: { desk: {} } } } } } });
  expect(messages(clanOf({}), some)).toEqual(['which instances there are']);
  expect(messages(some, clanOf({}))).toEqual(['which instances there are']);
});

test('a role that only one fills is told', () => {
  const filled = clanOf({ instances: { b: { module, roles: { client: { machines: { desk: {} } } } } } });
  const empty = clanOf({ instances: { b: { module, roles: { client: {} } } } });
  expect(messages(empty, filled)).toEqual(['who is in role client of b']);
  expect(messages(filled, empty)).toEqual(['who is in role client of b']);
});

test('settings are followed down to what differs; members that one lacks are skipped', () => {
  const ours = { b: { r: { desk: { a: { x: 1, y: '«pkgs.jq»' }, l: [1, 2] }, lap: { a: 1 } } } };
  const nix = { b: { r: { desk: { a: { x: 2, y: '/nix/store/x' }, l: [2, 1], more: null } } } };
  expect(settingsDifferences(ours, nix).map(({ target }) => target)).toEqual(
    [['a', 'x'], ['l'], ['more']].map((setting) => ({
      kind: 'role',
      instance: 'b',
      role: 'r',
      layer: { kind: 'machine', machine: 'desk' },
      setting,
    })),
  );
});

test('as many are reported as anybody reads', () => {
  const desks = Array.from({ length: 60 }, (_, index) => [`m${index}`, { tags: ['a'] }] as const);
  const other = desks.map(([name]) => [name, { tags: ['b'] }] as const);
  const found = clanDifferences(
    clanOf({ machines: Object.fromEntries(desks) }),
    clanOf({ machines: Object.fromEntries(other) }),
  );
  expect([found.length, reported(found).length]).toEqual([60, 40]);
});
