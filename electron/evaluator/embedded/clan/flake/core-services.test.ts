import { expect, test } from 'vitest';
import { memoryClan } from '../testing/memory-clan';

const service = (name: string, more: string) => `{
  _class = "clan.service";
  manifest.name = "${name}"; manifest.readme = "Read."; manifest.description = "";
  roles.r = { description = ""; perInstance.nixosModule = { x.${name} = ${more}; }; };
}`;

const clan = (instances: string) =>
  memoryClan(
    {
      'clan.nix': `{
  meta.name = "m";
  inventory.machines.one = { };
  inventory.instances = { ${instances} };
}`,
      'core/clanServices/plain/default.nix': `{ ... }: ${service('plain', 'true')}`,
      'core/clanServices/tool/default.nix': `{ clanPackages, ... }: { lib, ... }: ${service(
        'tool',
        '"${clanPackages.x86_64-linux.tool}/bin/tool"',
      )}`,
      'core/clanServices/gone/default.nix': 'throw "gone has moved"',
    },
    { overrideInputs: { 'clan-core': '/clan/core' } },
  ).session;

const instance = (name: string) => `${name} = { module.name = "${name}"; roles.r.machines.one = { }; };`;

test('a service around packages of clan-core is given them as what system Nix knows', () => {
  const session = clan(`${instance('plain')} ${instance('tool')}`);
  const machine = session.machinePreview('one');
  const x = machine.ok ? machine.value.root?.children?.find(({ name }) => name === 'x') : undefined;
  expect(x?.children).toMatchObject([
    { name: 'plain', text: 'true' },
    { name: 'tool', kind: 'symbolic', text: '"«clan-core.packages.x86_64-linux.tool»/bin/tool"' },
  ]);
  expect(session.schemas().ok).toBe(true);
});

test('a service whose file fails says so where it is used, and only there', () => {
  expect(clan(instance('plain')).settings().ok).toBe(true);
  const settings = clan(instance('gone')).settings();
  expect(settings.ok ? '' : settings.error[0]?.message).toBe('gone has moved');
});
