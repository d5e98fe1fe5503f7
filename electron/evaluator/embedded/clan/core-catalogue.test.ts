/**
 * The services of a real clan-core, in the folder that CLAN_CORE names: each has a manifest, a schema and a form for
 * every role, and settings for a machine in all of them.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClan } from './open-clan';
import type { EvaluatorSession } from './session-types';
import { nodeIo } from './testing/node-io';
import { plainFlake } from './testing/memory-clan';

const clanCore = process.env['CLAN_CORE'];
const folder = join(resolve(clanCore ?? '.'), 'clanServices');
const services = (clanCore === undefined ? [] : readdirSync(folder)).filter((name) =>
  existsSync(join(folder, name, 'default.nix')),
);

/** Folders that Clan itself refuses as services, with what it says. */
const refused: Readonly<Record<string, RegExp>> = {
  coredns: /has been moved out of clan-core/,
};

/** Why a part of a machine fails in Clan too: settings that are required, generated values, a service's own refusal. */
const lacking: ReadonlySet<string> = new Set(['module.no-value', 'nix.throw']);

/** Services whose roles define one generator differently: no machine can be in all of them. */
const exclusive: ReadonlySet<string> = new Set(['wireguard']);

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A clan with one instance `x` of the service and these roles, one machine in all of them. */
function clanWith(service: string, roles: readonly string[], input?: string): EvaluatorSession {
  const directory = join(base, service);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'flake.nix'), plainFlake);
  writeFileSync(
    join(directory, 'clan.nix'),
    `{
      meta.name = "m";
      meta.domain = "m.example";
      inventory.machines.one = { };
      inventory.instances.x = {
        module.name = "${service}";
        ${input === undefined ? '' : `module.input = "${input}";`}
        ${roles.map((role) => `roles.${JSON.stringify(role)}.machines.one = { };`).join('\n')}
      };
    }`,
  );
  return openClan({ io: nodeIo(), directory, overrideInputs: { 'clan-core': resolve(clanCore ?? '.') } });
}

if (clanCore === undefined) test.skip('services of clan-core: skipped, CLAN_CORE names no checkout of it');

describe.runIf(clanCore !== undefined)('services of clan-core', () => {
  test.each(services)('%s', (service) => {
    const catalogue = clanWith(service, []).services();
    const info = catalogue.ok ? catalogue.value.find(({ name }) => name === service) : undefined;
    const roles = info?.roles.map(({ name }) => name) ?? [];
    const session = clanWith(service, roles);
    const schemas = session.schemas();
    const refusal = refused[service];
    if (refusal !== undefined) {
      expect(schemas.ok ? '' : schemas.error[0]?.message).toMatch(refusal);
      return;
    }
    expect(roles.length).toBeGreaterThan(0);
    expect(schemas.ok && Object.keys(schemas.value as object)).toEqual([`<clan-core>-${service}`]);
    expect(session.manifests().ok).toBe(true);
    for (const role of roles) {
      const form = session.roleForm('x', role);
      expect(form.ok && form.value.schema['$defs']).toHaveProperty('Input');
      // Required settings are missing: nothing else may be wrong.
      const codes = form.ok ? form.value.diagnostics.map(({ code }) => code) : ['no form'];
      expect(codes.filter((code) => code !== 'module.no-value')).toEqual([]);
      expect(form.ok && form.value.effective).toHaveProperty('one');
    }
    // Packages and options of NixOS are not here, and nothing fails for want of them: only what the clan lacks does.
    const preview = session.machinePreview('one');
    const found = preview.ok ? preview.value.diagnostics : null;
    // Modules of NixOS that a service imports are left out, which an info says.
    const failures = found?.filter(({ severity }) => severity !== 'info').map(({ code }) => code) ?? [
      'no preview',
    ];
    const conflicts = exclusive.has(service) ? ['module.conflict'] : [];
    expect(failures.filter((code) => !lacking.has(code))).toEqual(conflicts);
  });

  test('named with the input are in the catalogue where an instance uses them, and no others twice', () => {
    const evaluation = clanWith('hello-world', ['morning'], 'clan-core').evaluation();
    const found = evaluation.ok ? evaluation.value : null;
    expect(found?.instances[0]?.service).toBe('clan-core-hello-world');
    expect(found?.services.filter(({ name }) => name === 'hello-world')).toMatchObject([
      { id: '<clan-core>-hello-world', input: null, usedBy: [] },
      {
        id: 'clan-core-hello-world',
        input: 'clan-core',
        usedBy: ['x'],
        roles: [{ name: 'evening' }, { name: 'morning' }],
      },
    ]);
    expect(found?.services.length).toBe(services.length + 1);
  });

  test('that fail and are not used are no errors', () => {
    const evaluation = clanWith('hello-world', ['morning']).evaluation();
    const errors = evaluation.ok
      ? evaluation.value.diagnostics.filter(({ severity }) => severity === 'error')
      : null;
    expect(errors).toEqual([]);
    expect(evaluation.ok && evaluation.value.services.length).toBe(services.length);
  });
});
