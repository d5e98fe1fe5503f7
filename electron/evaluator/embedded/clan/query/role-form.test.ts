import { describe, expect, test } from 'vitest';
import type { RoleForm } from '../../../../../shared/clan/evaluation';
import { memoryClan, pingClan, pingInventory } from '../testing/memory-clan';
import type { MemoryClan } from '../testing/memory-clan';

function form({ session }: MemoryClan, instance: string, role: string): RoleForm {
  const result = session.roleForm(instance, role);
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

describe('the form of a role', () => {
  test('has the schema of its interface, the layers and what each member ends up with', () => {
    const found = form(pingClan(pingInventory), 'hello', 'server');
    expect(found.schema).toMatchObject({
      $ref: '#/$defs/Input',
      $defs: {
        Input: {
          type: 'object',
          required: ['greeting'],
          additionalProperties: false,
          properties: {
            port: {
              type: 'integer',
              minimum: 0,
              maximum: 65535,
              description: 'Where it listens',
              'x-clan': {
                loc: ['port'],
                hasDefault: true,
                default: 7,
                declaredAt: { path: 'ping.nix', line: 9 },
              },
            },
            greeting: { type: 'string', 'x-clan': { hasDefault: false, typeName: 'str' } },
          },
        },
      },
    });
    expect(found.layers.map(({ layer, isSet }) => [layer, isSet])).toEqual([
      [{ kind: 'role' }, false],
      [{ kind: 'machine', machine: 'one' }, true],
    ]);
    expect(found.effective).toEqual({ one: { port: 7, greeting: 'hi' } });
    expect(found.diagnostics).toEqual([]);
  });

  test('offers every tag and every member as a layer', () => {
    const { layers } = form(pingClan(pingInventory), 'hello', 'client');
    expect(layers.map(({ layer }) => layer)).toEqual([
      { kind: 'role' },
      { kind: 'tag', tag: 'all' },
      { kind: 'machine', machine: 'one' },
      { kind: 'machine', machine: 'two' },
    ]);
    expect(layers.every(({ access }) => access.canWrite)).toBe(true);
  });

  test('says which setting of which member is wrong, and keeps the schema', () => {
    const wrong = structuredClone(pingInventory);
    Object.assign(wrong.instances.hello.roles.server.machines.one.settings, { port: 70000, extra: 1 });
    const { schema, diagnostics } = form(pingClan(wrong), 'hello', 'server');
    expect(Object.keys(schema)).toContain('$defs');
    expect(diagnostics).toMatchObject([
      {
        target: {
          kind: 'role',
          instance: 'hello',
          role: 'server',
          layer: { kind: 'machine', machine: 'one' },
          setting: ['extra'],
        },
      },
    ]);
  });

  test('works for a role that the instance does not use yet', () => {
    const bare = pingClan({ instances: { hello: { module: { input: 'self', name: 'ping' } } } });
    const found = form(bare, 'hello', 'server');
    expect(found.layers.map(({ layer, value, isSet }) => [layer, value, isSet])).toEqual([
      [{ kind: 'role' }, null, false],
    ]);
    expect(found.effective).toEqual({});
  });

  test('takes a type without a form for JSON, and says so', () => {
    const clan = memoryClan({
      'clan.nix': `{
        meta.name = "m";
        inventory.machines.one = { };
        inventory.instances.odd = { module.input = "self"; roles.r.machines.one = { }; };
        modules.odd = {
          _class = "clan.service";
          manifest.name = "odd";
          roles.r.interface = { lib, ... }: {
            options.f = lib.mkOption { type = lib.types.functionTo lib.types.int; default = x: x; };
            options.t = lib.mkOption { type = lib.types.int; default = throw "later"; };
          };
        };
      }`,
    });
    const { schema, diagnostics } = form(clan, 'odd', 'r');
    expect(schema).toMatchObject({
      $defs: {
        Input: { properties: { f: { 'x-clan': { typeName: 'functionTo' } }, t: { type: 'integer' } } },
      },
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['form.unsupported-type', 'form.option-fails']),
    );
  });
});
