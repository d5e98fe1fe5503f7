/** Machines that the module system of a checkout of nixpkgs evaluates: what nobody defines is known to system Nix only. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { FileType, NixIo } from '../nix';
import { openClan } from './open-clan';
import { MemoryDisk, plainFlake } from './testing/memory-clan';
import { nodeIo } from './testing/node-io';

const nixpkgs = process.env['NIXPKGS_LIB'];

/** A clan in memory beside the real checkout. */
class DiskWithCheckout extends MemoryDisk {
  readonly #real: NixIo = nodeIo();

  override readFile(path: string): string | undefined {
    return super.readFile(path) ?? this.#real.readFile(path);
  }

  override readDir(path: string): ReadonlyMap<string, FileType> | undefined {
    return super.readDir(path) ?? this.#real.readDir(path);
  }

  override fileType(path: string): FileType | undefined {
    return super.fileType(path) ?? this.#real.fileType(path);
  }
}

/** What the machine of a clan says with and without the checkout. */
function machines(module: string): readonly unknown[] {
  const clan = `{
    meta.name = "m";
    machines.one = { };
    modules.keys = {
      _class = "clan.service";
      manifest.name = "keys";
      manifest.readme = "Keys.";
      roles.peer = { description = "r"; perInstance = { ... }: { nixosModule = ${module}; }; };
    };
    inventory.instances.keys = { module = { name = "keys"; input = "self"; }; roles.peer.machines.one = { }; };
  }`;
  const files = new Map([
    ['/clan-in-memory/flake.nix', plainFlake],
    ['/clan-in-memory/clan.nix', clan],
  ]);
  const checkouts: readonly Readonly<Record<string, string>>[] = [{}, { nixpkgs: resolve(nixpkgs ?? '.') }];
  return checkouts.map((overrideInputs) => {
    const io = new DiskWithCheckout(files);
    const found = openClan({ io, directory: '/clan-in-memory', overrideInputs }).machine('one');
    return found.ok ? found.value : found.error.map(({ message }) => message);
  });
}

if (nixpkgs === undefined) test.skip('skipped: NIXPKGS_LIB names no checkout of nixpkgs');

test.runIf(nixpkgs !== undefined)(
  'options of Clan and NixOS that nobody defines, natively and with a checkout',
  () => {
    const [native, checkout] = machines(`{ config, options, lib, ... }: {
    clan.core.vars.generators.ssh = { files.key.secret = true; files."key.pub" = { }; script = "ssh-keygen"; };
    x = { inherit (config.clan.core.vars.generators.ssh.files.key) path secret; };
    x.exists = config.clan.core.vars.generators.ssh.files."key.pub".exists;
    x.other = config.clan.core.vars.generators.dns.files.zone.value;
    x.domain = config.clan.core.settings.domain;
    x.tld = config.clan.core.settings.tld;
    x.none = config.clan.core.settings.tld or "none";
    x.paths = lib.mapAttrsToList (_: file: file.path) config.clan.core.vars.generators.ssh.files;
    x.only = lib.mkIf config.services.web.enable "web";
    x.asked = if options ? services.web then "there" else "not there";
    warnings = lib.optional (config.assertions == [ ]) "none";
  }`);
    expect(native).toMatchObject({
      warnings: ['none'],
      x: {
        path: '«config.clan.core.vars.generators.ssh.files.key.path»',
        secret: true,
        exists: '«config.clan.core.vars.generators.ssh.files."key.pub".exists»',
        other: '«config.clan.core.vars.generators.dns.files.zone.value»',
        domain: 'clan',
        tld: '«config.clan.core.settings.tld»',
        none: 'none',
      },
    });
    expect(checkout).toEqual(native);
  },
);

test.runIf(nixpkgs !== undefined)('a machine that is extended sees itself', () => {
  const [native, checkout] = machines(`{ config, extendModules, ... }: {
    y.level = if config.y.isMore or false then "more" else "less";
    extended = let more = (extendModules { modules = [ { y.isMore = true; y.a = config.z.own; } ]; }).config; in
      if config.y.isMore or false then "here" else more.y;
  }`);
  expect(native).toMatchObject({
    y: { level: 'less' },
    extended: { level: 'more', isMore: true, a: '«config.z.own»' },
  });
  expect(checkout).toEqual(native);
});
