/** Previews of machines that use what only system Nix knows: packages, options of NixOS, modules that are not here. */
import { expect, test } from 'vitest';
import type { MachinePreview, PreviewNode } from '../../../../../shared/clan/evaluation';
import { memoryClan, plainFlake } from '../testing/memory-clan';

function preview(module: string, more: Record<string, string> = {}): MachinePreview {
  const { session } = memoryClan({ 'clan.nix': `{ meta.name = "m"; machines.one = ${module}; }`, ...more });
  const result = session.machinePreview('one');
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The leaves that the module of the machine makes, as `path = text`, with what is special about each. */
function lines(module: string, more?: Record<string, string>): readonly string[] {
  return leaves(preview(module, more).root).filter(
    (line) => !/^(clan|networking\.hostName|warnings|assertions)\b/.test(line),
  );
}

function leaves(node: PreviewNode | null, path: readonly string[] = []): readonly string[] {
  if (node === null) return [];
  if (node.children !== undefined)
    return node.children.flatMap((child) => leaves(child, [...path, child.name]));
  const onlyIf = node.onlyIf === undefined ? '' : ` only if ${node.onlyIf}`;
  const kind = node.kind === 'value' || node.kind === 'list' ? '' : ` (${node.kind})`;
  return [`${path.join('.')} = ${node.text}${kind}${onlyIf}`];
}

test('packages stand for themselves', () => {
  expect(
    lines(`{ pkgs, lib, ... }: {
      environment.systemPackages = [ pkgs.jq ] ++ (with pkgs; [ curl python3.pkgs.requests ]);
      x.script = "\${pkgs.openssh}/bin/ssh \${lib.escapeShellArg "a b"}";
      x.exe = lib.getExe pkgs.rsync;
      x.exe2 = lib.getExe' pkgs.coreutils "cp";
      x.path = lib.makeBinPath [ pkgs.jq pkgs.curl ];
      x.file = pkgs.writeText "motd" "hello";
      x.isLinux = pkgs.stdenv.hostPlatform.isLinux;
      x.system = pkgs.system;
      x.format = (pkgs.formats.json { }).generate "a.json" { a = 1; };
    }`),
  ).toEqual([
    'environment.systemPackages = [ «pkgs.jq» «pkgs.curl» «pkgs.python3.pkgs.requests» ]',
    'x.exe = "«pkgs.rsync»/bin/«pkgs.rsync.meta.mainProgram»" (symbolic)',
    'x.exe2 = "«pkgs.coreutils»/bin/cp" (symbolic)',
    'x.file = «pkgs.writeText "motd" "hello"» (symbolic)',
    'x.format = «(pkgs.formats.json { }).generate "a.json" { … }» (symbolic)',
    'x.isLinux = true',
    `x.path = "«pkgs.jq»/bin:«pkgs.curl»/bin" (symbolic)`,
    `x.script = "«pkgs.openssh»/bin/ssh 'a b'" (symbolic)`,
    'x.system = "x86_64-linux"',
  ]);
});

test('an option that nobody defines is known to system Nix only; one that somebody defines is known', () => {
  expect(
    lines(`{ config, ... }: {
      services.web.port = 80;
      x.port = config.services.web.port;
      x.user = config.services.web.user;
      x.fqdn = "www.\${config.networking.fqdn}";
      x.host = config.networking.hostName;
      x.fallback = config.services.web.group or "web";
      x.whole = config.virtualisation or "none";
      x.hosts."\${config.networking.fqdn}".root = "/srv";
      x.none = config.boot.kernelPackages.kernel.version == "6";
    }`),
  ).toEqual([
    'services.web.port = 80',
    'x.fallback = "web"',
    'x.fqdn = "www.«config.networking.fqdn»" (symbolic)',
    'x.host = "one"',
    'x.hosts.«config.networking.fqdn».root = "/srv"',
    'x.none = «config.boot.kernelPackages.kernel.version == "6"» (symbolic)',
    'x.port = 80',
    'x.user = «config.services.web.user» (symbolic)',
    'x.whole = "none"',
  ]);
});

test('a condition that only system Nix knows keeps the definitions and says so', () => {
  expect(
    lines(`{ config, lib, pkgs, ... }: lib.mkMerge [
      (lib.mkIf config.services.nginx.enable { x.a = 1; x.list = [ "n" ]; })
      { x.list = [ "m" ]; x.b = lib.mkDefault 1; x.c = if config.foo.on then "yes" else "no"; }
      (lib.mkIf (!config.services.nginx.enable) { x.b = 2; })
      { x.sub = if config.foo.on then { d = true; } else { }; }
      { x.sub = lib.optionalAttrs config.foo.on { e = lib.mkForce 5; }; }
      { x.f = lib.optional config.foo.on pkgs.jq ++ lib.optionals false [ 1 ]; x.g = lib.optionalString config.foo.on "text"; }
    ]`),
  ).toEqual([
    'x.a = 1 only if config.services.nginx.enable',
    'x.b = «if !config.services.nginx.enable then 2 else 1» (symbolic)',
    'x.c = «if config.foo.on then "yes" else "no"» (symbolic)',
    'x.f = [ «if config.foo.on then pkgs.jq» ]',
    'x.g = «if config.foo.on then "text" else ""» (symbolic)',
    'x.list = [ «if config.services.nginx.enable then "n"» "m" ]',
    'x.sub.d = true only if config.foo.on',
    'x.sub.e = 5 only if config.foo.on',
  ]);
});

test('what needs such a value fails alone, and is no problem of the clan', () => {
  const found = preview(`{ config, pkgs, ... }: {
    x.names = builtins.attrNames config.users.users;
    x.ok = 1;
    x.sum = builtins.foldl' (a: b: a + b) 0 config.foo.ports;
  }`);
  expect(leaves(found.root).filter((line) => line.startsWith('x.'))).toEqual([
    'x.names = needs system Nix (unknown)',
    'x.ok = 1',
    'x.sum = needs system Nix (unknown)',
  ]);
  expect(found.diagnostics).toEqual([]);
  const node = found.root?.children?.find(({ name }) => name === 'x')?.children?.[0];
  expect(node?.diagnostic?.message).toContain('«config.users.users»');
});

test('options that modules declare take such values', () => {
  expect(
    lines(`{ config, lib, pkgs, ... }: {
      options.app = lib.mkOption { type = lib.types.submodule { options = {
        package = lib.mkOption { type = lib.types.package; default = pkgs.hello; };
        port = lib.mkOption { type = lib.types.port; };
        user = lib.mkOption { type = lib.types.str; default = "app"; };
        paths = lib.mkOption { type = lib.types.listOf lib.types.path; };
        settings = lib.mkOption { type = (pkgs.formats.json { }).type; };
        on = lib.mkOption { type = lib.types.bool; };
      }; }; };
      config.app = { port = config.services.x.port; user = config.services.x.user; paths = [ pkgs.a "/b" ]; settings.a.b = 1; on = lib.mkIf config.y true; };
    }`),
  ).toEqual([
    'app.on = true only if config.y',
    'app.package = «pkgs.hello» (symbolic)',
    'app.paths = [ «pkgs.a» "/b" ]',
    'app.port = «config.services.x.port» (symbolic)',
    'app.settings.a.b = 1',
    'app.user = «config.services.x.user» (symbolic)',
  ]);
});

test('modules that only system Nix can load are left out, and told', () => {
  const found = preview(
    `{ inputs, modulesPath, ... }: {
      imports = [ (modulesPath + "/installer/scan/not-detected.nix") "\${modulesPath}/profiles/qemu-guest.nix" inputs.disko.nixosModules.disko ];
      x.ok = 1;
    }`,
    {
      'flake.nix': plainFlake
        .replace(
          'outputs = { self, clan-core, ... }',
          'inputs.disko.url = "github:a/disko";\n  outputs = inputs@{ self, clan-core, ... }',
        )
        .replace('inherit self;', 'inherit self; specialArgs = { inherit inputs; };'),
    },
  );
  expect(leaves(found.root)).toContain('x.ok = 1');
  expect(
    found.diagnostics.map(({ code, severity, message }) => [
      code,
      severity,
      message.match(/the module (\S+),/)?.[1],
    ]),
  ).toEqual([
    ['machine.left-out', 'info', '<nixpkgs/nixos/modules/installer/scan/not-detected.nix>'],
    ['machine.left-out', 'info', '<nixpkgs/nixos/modules/profiles/qemu-guest.nix>'],
    ['machine.left-out', 'info', 'inputs.disko.nixosModules.disko'],
  ]);
});

test('texts of lines that NixOS joins are joined, other texts conflict', () => {
  const found = preview(`{ lib, pkgs, ... }: lib.mkMerge [
    { environment.etc.motd.text = "one"; x.text = "a"; }
    { environment.etc.motd.text = lib.mkBefore "zero \${pkgs.jq}"; x.text = "b"; }
  ]`);
  expect(leaves(found.root).filter((line) => !line.startsWith('clan'))).toEqual(
    expect.arrayContaining([
      'environment.etc.motd.text = "zero «pkgs.jq»\\none" (symbolic)',
      expect.stringMatching(/^x\.text = .*different values.*\(error\)$/),
    ]),
  );
});

test('options of NixOS may be asked for', () => {
  expect(
    lines(`{ options, lib, ... }: {
      x = lib.optionalAttrs (options ? services.userborn) { a = 1; };
      y = if builtins.hasAttr "z" options.services.foo then 1 else 2;
    }`),
  ).toEqual(['x.a = 1 only if options.services ? userborn', 'y = 2']);
});
