/** The real `nix` on real flakes, beside the embedded evaluator on the same clan. */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../shared/base/json';
import { withValueAt } from '../../../shared/clan/json-tree';
import { openClan } from '../embedded';
import type { EvaluatorSession, ExactJson, QueryResult } from '../embedded';
import type { ClanQuery, EvaluatorInput } from '../evaluator';
import { DiskIo } from '../worker/disk-io';
import { NixFixture, hasNix } from './testing/nix-fixture';
import type { SystemEvaluator } from './system-evaluator';

const fixture = new NixFixture();
afterAll(() => fixture.dispose());

function embedded(directory: string, inventory?: string): EvaluatorSession {
  return openClan({ io: new DiskIo({ roots: [directory] }), directory, inventoryJsonText: inventory });
}

function readInventory(directory: string): string {
  return readFileSync(path.join(directory, 'inventory.json'), 'utf8');
}

function inputOf(directory: string, current = readInventory(directory)): EvaluatorInput {
  return { revision: 1, current, saved: readInventory(directory), changedPaths: null };
}

function edited(directory: string, keys: readonly string[], value: string | readonly string[]): string {
  return JSON.stringify(withValueAt(JSON.parse(readInventory(directory)) as JsonObject, keys, value));
}

async function valueOf(evaluator: SystemEvaluator, query: ClanQuery): Promise<unknown> {
  const answer = await evaluator.query(query);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return JSON.parse(answer.value.text);
}

function plain(result: QueryResult<unknown>): unknown {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return JSON.parse(
    JSON.stringify(result.value, (_key, value: ExactJson) =>
      typeof value === 'bigint' ? Number(value) : value,
    ),
  );
}

function instancesOf(members: unknown): readonly string[] {
  return (members as readonly { readonly instance: string }[]).map(({ instance }) => instance);
}

describe.skipIf(!hasNix)('with the real nix: agreement with the embedded evaluator', () => {
  let directory: string;
  let evaluator: SystemEvaluator;
  let session: EvaluatorSession;

  beforeAll(async () => {
    directory = fixture.clan();
    evaluator = await fixture.evaluator(directory);
    session = embedded(directory);
  });

  test.each([
    'inventory',
    'settings',
    'members',
    'manifests',
    'checks',
    'outputs',
    'exports',
    'services',
  ] as const)('the query %s', async (kind) => {
    expect(await valueOf(evaluator, { kind })).toEqual(plain(session[kind]()));
  });

  test.each(['box', 'desk', 'lap'])('the configuration of %s', async (machine) => {
    expect(await valueOf(evaluator, { kind: 'machine', machine })).toEqual(plain(session.machine(machine)));
  });

  test('a part of a machine, and a part that is not there', async () => {
    const path = ['services', 'backup', 'repositories'];
    expect(await valueOf(evaluator, { kind: 'machine', machine: 'box', path })).toEqual([
      '/srv/backup/desk',
      '/srv/backup/lap',
    ]);
    expect(await evaluator.query({ kind: 'machine', machine: 'box', path: ['no', 'such'] })).toMatchObject({
      ok: false,
      error: { diagnostics: [{ code: 'evaluator.no-such-path' }] },
    });
  });

  test('what the window draws', async () => {
    const answer = await evaluator.evaluate(inputOf(directory));
    const own = session.evaluation();
    if (!answer.ok || !own.ok) throw new Error(JSON.stringify({ answer, own }));
    const { evaluation } = answer.value;
    expect(evaluation.diagnostics).toEqual([]);
    const { services, tags, meta } = evaluation;
    expect({ services, tags, meta }).toEqual({
      services: own.value.services,
      tags: own.value.tags,
      meta: own.value.meta,
    });
    const shape = ({ machines, instances }: typeof evaluation): unknown => ({
      machines: machines.map(({ name, tags: own, fields, access, tagsAccess }) => ({
        name,
        tags: own.map(({ tag, origin }) => [tag, origin]),
        fields: Object.entries(fields).map(([field, { value, isSet, access: may }]) => [
          field,
          value,
          isSet,
          may.canWrite,
        ]),
        may: [access.canWrite, access.canDelete, tagsAccess.canWrite],
      })),
      instances: instances.map(({ name, module, service, roles, access }) => ({
        name,
        module,
        service,
        may: [access.canWrite, access.canDelete],
        roles: roles.map((role) => ({
          ...role,
          classes: null,
          members: role.members.map(({ machine, exists, reasons }) => [
            machine,
            exists,
            reasons.map(({ kind }) => kind),
          ]),
          tags: role.tags.map(({ tag }) => tag),
          layers: role.layers.map(({ layer, value, access: may }) => ({ layer, value, may: may.canWrite })),
        })),
      })),
    });
    expect(shape(evaluation)).toEqual(shape(own.value));
  });

  test('the tree of a machine, line by line', async () => {
    const answer = await evaluator.machinePreview('box');
    const own = session.machinePreview('box');
    if (!answer.ok || !own.ok) throw new Error(JSON.stringify({ answer, own }));
    const lines = (node: typeof own.value.root): readonly string[] =>
      node === null
        ? []
        : [`${node.name} ${node.kind} ${node.text}`, ...(node.children ?? []).flatMap(lines)];
    expect(lines(answer.value.root)).toEqual(lines(own.value.root));
  });

  test('the settings form of a role', async () => {
    const answer = await evaluator.roleForm('backup', 'client');
    const own = session.roleForm('backup', 'client');
    if (!answer.ok || !own.ok) throw new Error(JSON.stringify({ answer, own }));
    const { effective, roleEffective, layers, schema } = answer.value;
    expect({ effective, roleEffective }).toEqual({
      effective: own.value.effective,
      roleEffective: own.value.roleEffective,
    });
    expect(layers.map(({ layer, isSet }) => [layer, isSet])).toEqual(
      own.value.layers.map(({ layer, isSet }) => [layer, isSet]),
    );
    expect(schema).toMatchObject({ $defs: { Input: { properties: { daily: { type: 'integer' } } } } });
    expect(JSON.stringify(schema)).not.toContain('readOnly');
  });
});

describe.skipIf(!hasNix)('with the real nix: edits that are not saved', () => {
  test('are evaluated, marked, and leave no trace in the folder', async () => {
    const directory = fixture.clan();
    const before = snapshotOf(directory);
    const evaluator = await fixture.evaluator(directory);
    const current = edited(directory, ['instances', 'backup', 'roles', 'client', 'settings'], {
      daily: 3,
    } as never);
    const broken = await evaluator.evaluate(inputOf(directory, current));
    // Role and tag now disagree about `daily`, and no machine of the role can tell which is right.
    expect(broken.ok && broken.value.evaluation.diagnostics.map(({ target }) => target?.kind)).toContain(
      'role',
    );
    const retagged = edited(directory, ['machines', 'lap', 'tags'], []);
    await evaluator.evaluate(inputOf(directory, retagged));
    const preview = await evaluator.machinePreview('box');
    expect(preview).toMatchObject({ ok: true, value: { counts: { added: 0, changed: 1, removed: 0 } } });
    expect(await evaluator.impact(retagged)).toMatchObject({
      ok: true,
      value: {
        impact: [
          { machine: 'box', added: 0, changed: 1, removed: 0 },
          { machine: 'lap', added: 0, changed: 0, removed: 3 },
        ],
        unchangedMachines: 1,
      },
    });
    expect(snapshotOf(directory)).toEqual(before);
    expect(fixture.stagedCopies()).toEqual([]);
  });

  test('a machine that the edit adds', async () => {
    const directory = fixture.clan();
    const evaluator = await fixture.evaluator(directory);
    const current = edited(directory, ['machines', 'new'], { tags: ['work'] } as never);
    await evaluator.evaluate(inputOf(directory, current));
    expect(
      await valueOf(evaluator, { kind: 'machine', machine: 'new', path: ['networking', 'hostName'] }),
    ).toBe('new');
  });
});

function snapshotOf(directory: string): readonly (readonly [string, string, number])[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, 'utf8'), statSync(file).mtimeMs] as const)
    .sort();
}

describe.skipIf(!hasNix)('with the real nix: where the clan lies', () => {
  test.each(['a folder with spaces', 'ordnung für öykü', "it's “quoted” $HOME; echo"])('%s', async (name) => {
    const directory = fixture.clan(name);
    const evaluator = await fixture.evaluator(directory);
    expect(await valueOf(evaluator, { kind: 'settings' })).toEqual(plain(embedded(directory).settings()));
    expect(
      await valueOf(evaluator, {
        kind: 'machine',
        machine: 'box',
        path: ['clan', 'core', 'settings', 'directory'],
      }),
    ).toBe(directory);
  });

  test('a folder inside a repository', async () => {
    const repository = path.join(fixture.base, 'mono');
    cpSync(fixture.clan(), path.join(repository, 'infra/clan'), { recursive: true });
    writeFileSync(path.join(repository, 'README.md'), 'above the clan');
    fixture.track(repository);
    const directory = path.join(repository, 'infra/clan');
    const evaluator = await fixture.evaluator(directory);
    const members = await valueOf(evaluator, { kind: 'members' });
    const { version } = await fixture.nix();
    // Before Nix 2.14 `self` was the repository, not the flake's folder in it: such a Nix finds no inventory.json there.
    const isOlder = /^2\.([0-9]|1[0-3])(\D|$)/.test(version);
    const all = plain(embedded(directory).members());
    if (isOlder) expect(instancesOf(members)).toEqual(['backup']);
    else expect(members).toEqual(all);
    expect(instancesOf(all)).toEqual(['backup', 'people']);
  });

  test('git decides what belongs to it', async () => {
    const directory = fixture.clan();
    mkdirSync(path.join(directory, 'machines/extra'));
    fixture.write(directory, { 'machines/extra/configuration.nix': '{ }', 'notes.txt': 'private' });
    fixture.track(directory, ['machines/extra/configuration.nix']);
    rmSync(path.join(directory, 'services/users/default.nix'));
    fixture.write(directory, {
      'services/users/default.nix': readFileSync(path.join(directory, 'services/backup/default.nix'), 'utf8'),
    });
    const evaluator = await fixture.evaluator(directory);
    const outputs = (await valueOf(evaluator, { kind: 'outputs' })) as {
      nixosConfigurations: readonly string[];
    };
    expect(outputs.nixosConfigurations).toEqual(['box', 'desk', 'lap']);
    // What is tracked is read as it is now, not as it was committed.
    expect(await valueOf(evaluator, { kind: 'manifests' })).toMatchObject({
      'self-users': { name: 'backup' },
    });
  });
});
