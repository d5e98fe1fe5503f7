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
  installer: /does not look like a module/,
};

/** Why a part of a machine fails in Clan too: settings that are required, generated values, a service's own refusal. */
const lacking: ReadonlySet<string> = new Set(['module.no-value', 'nix.throw']);

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A clan with one instance `x` of the service and these roles, one machine in all of them. */
function clanWith(service: string, roles: readonly string[]): EvaluatorSession {
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
    const failures = preview.ok ? preview.value.diagnostics.map(({ code }) => code) : ['no preview'];
    expect(failures.filter((code) => !lacking.has(code))).toEqual([]);
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
