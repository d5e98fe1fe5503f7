import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../../shared/base/diagnostic';
import { inPlainWords, layerIn } from './plain-words';

function plain(message: string, target?: Diagnostic['target']): Diagnostic {
  return inPlainWords(
    { code: 'nix.throw', severity: 'error', message, ...(target === undefined ? {} : { target }) },
    '/clan',
  );
}

const settings = 'self-proxy.instances.proxy.roles.edge.machines.front.settings';

describe('messages of the module system', () => {
  test('about wrong types name setting, type, value and file', () => {
    const message = `A definition for option \`${settings}.listen' is not of type \`16 bit unsigned integer; between 0 and 65535 (both inclusive)'. Definition values:\n- In \`/clan/clan.nix, via option inventory.instances.proxy.roles.edge.machines.front.settings': 70000`;
    expect(plain(message)).toEqual({
      code: 'module.type',
      severity: 'error',
      message:
        'The setting listen has to be a 16 bit unsigned integer; between 0 and 65535 (both inclusive), not 70000 in clan.nix.',
      target: {
        kind: 'role',
        instance: 'proxy',
        role: 'edge',
        layer: { kind: 'machine', machine: 'front' },
        setting: ['listen'],
      },
      trace: [{ message }],
    });
    expect(layerIn(message)).toEqual({ kind: 'machine', machine: 'front' });
  });

  test('about missing values say so', () => {
    const { code, message } = plain(
      `The option \`${settings}.a.b' was accessed but has no value defined. Try setting the option.`,
    );
    expect([code, message]).toEqual(['module.no-value', 'The setting a.b has no value, and needs one.']);
  });

  test('about unknown options keep the suggestions', () => {
    const found = plain(
      "The option `inventory.machines.m.tag' does not exist. Definition values:\n- In `/clan/clan.nix':\n    [\n      \"one\"\n    ]\n\nDid you mean `inventory.machines.m.tags', `inventory.machines.m.name' or `inventory.machines.m.icon'?",
      { kind: 'clan' },
    );
    expect(found).toMatchObject({
      code: 'module.unknown-option',
      message: 'The field tag of the machine m does not exist, but clan.nix sets it.',
      hint: 'Did you mean tags, name or icon?',
      target: { kind: 'machine', machine: 'm' },
    });
  });

  test('about conflicts list what is written where', () => {
    const found = plain(
      'The option `inventory.machines.rook.description\' has conflicting definition values:\n- In `/clan/clan.nix\': "A bird"\n- In `/clan/inventory.json\': "A chess piece"\nUse `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.',
    );
    expect(found.code).toBe('module.conflict');
    expect(found.message).toBe(
      'The field description of the machine rook has different values in different places: "A bird" in clan.nix, "A chess piece" in inventory.json.',
    );
  });

  test('about settings that are written twice name both files', () => {
    const found = plain(
      "The option `inventory.instances.ssh.roles.server.settings' is defined multiple times while it's expected to be unique.\n------\nDefinition values:\n- In `/clan/clan.nix':\n    {\n      port = 2200;\n    }\n- In `/clan/more.nix':\n    { }\nUse `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.",
    );
    expect(found).toMatchObject({
      code: 'module.not-unique',
      message: expect.stringContaining('clan.nix and more.nix') as string,
      target: { kind: 'role', instance: 'ssh', role: 'server', layer: { kind: 'role' } },
    });
  });

  test('that nobody knows stay as they are', () => {
    const message = 'my own words';
    expect(plain(message)).toEqual({ code: 'nix.throw', severity: 'error', message });
    expect(layerIn(message)).toBeUndefined();
  });

  test('a target that is already exact stays', () => {
    const target = { kind: 'machine', machine: 'one', option: ['a'] } as const;
    expect(
      plain("The option `inventory.machines.m.x' does not exist. Definition values:", target).target,
    ).toEqual(target);
  });
});
