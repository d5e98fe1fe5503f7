import { describe, expect, test } from 'vitest';
import { AttrSet, callFunction, createInterpreter, forceAttrs, forceString, runWithBudget } from '../nix';
import type { NixIo, Slot } from '../nix';
import { createModuleSystem } from '../modules';
import { createNativeInputs } from './flake/native-inputs';
import { at, slotAt } from './nix-values';
import { MemoryDisk } from './testing/memory-clan';

class TracingDisk extends MemoryDisk {
  readonly traced: string[] = [];

  override trace(message?: string): void {
    if (message !== undefined) this.traced.push(message);
  }
}

/** `clanInternals` of a clan of three machines with these packages, and the systems that packages were asked for. */
function internals(pkgsForSystem: string): { readonly clan: AttrSet; readonly asked: () => string[] } {
  const disk = new TracingDisk(new Map());
  const io: NixIo = disk;
  const interpreter = createInterpreter({ io });
  const system = createModuleSystem(interpreter);
  const inputs = createNativeInputs({
    io,
    builtins: interpreter.builtins,
    evalFile: (path) => interpreter.evalFile(path),
    evalText: (text, place) => interpreter.evalText(text, place),
    system: () => system,
    systemAt: () => system,
    readInventory: () => AttrSet.empty,
  });
  const core = inputs.find('clan-core', undefined) ?? null;
  const text = `clan-core: (clan-core.lib.clan {
    self = { inputs = { }; outPath = "/clan"; };
    directory = "/clan";
    meta.name = "packages";
    inventory.machines = { one = { }; two = { }; mac.machineClass = "darwin"; };
    pkgsForSystem = system: builtins.trace "asked for \${system}" (${pkgsForSystem});
  }).config`;
  const clan = runWithBudget({}, () =>
    forceAttrs(callFunction(interpreter.evalText(text, { baseDir: '/clan', label: 'clan' }), core)),
  );
  const asked = (): string[] => disk.traced.filter((line) => line.includes('asked for'));
  return { clan, asked };
}

function platformOf(clan: Slot, system: string, machine: string): unknown {
  const config = slotAt(clan, 'clanInternals', 'machines', system, machine, 'config');
  return at(config, 'nixpkgs', 'hostPlatform');
}

const own = '{ inherit system; stdenv.hostPlatform.system = system; mark = "own"; }';

describe('the packages of a clan (clan-semantics 8.3)', () => {
  test('are asked for once a system, whatever many machines and queries there are', () => {
    const { clan, asked } = internals(own);
    for (const machine of ['one', 'two', 'mac', 'one']) {
      expect(platformOf(clan, 'x86_64-linux', machine)).toBe('x86_64-linux');
    }
    expect(asked()).toHaveLength(1);
    expect(platformOf(clan, 'aarch64-linux', 'two')).toBe('aarch64-linux');
    expect(platformOf(clan, 'aarch64-linux', 'one')).toBe('aarch64-linux');
    expect(asked()).toHaveLength(2);
  });

  test('are the same packages for all machines of a system', () => {
    const { clan } = internals(own);
    const packagesOf = (machine: string): unknown =>
      at(clan, 'clanInternals', 'machines', 'x86_64-linux', machine, 'config', 'nixpkgs', 'pkgs', 'mark');
    expect([packagesOf('one'), packagesOf('mac')]).toEqual(['own', 'own']);
  });

  test('are those of nixpkgs where the clan gives none', () => {
    const { clan, asked } = internals('if system == "aarch64-linux" then null else throw "not asked for"');
    const pkgs = slotAt(
      clan,
      'clanInternals',
      'machines',
      'aarch64-linux',
      'one',
      'config',
      'nixpkgs',
      'pkgs',
    );
    expect(forceString(slotAt(pkgs, 'system'))).toBe('aarch64-linux');
    expect(asked()).toHaveLength(1);
  });

  test('are nothing to the configurations that get deployed', () => {
    const { clan, asked } = internals('throw "not asked for"');
    for (const [kind, machine] of [
      ['nixosConfigurations', 'one'],
      ['darwinConfigurations', 'mac'],
    ] as const) {
      const config = forceAttrs(slotAt(clan, kind, machine, 'config'));
      expect(forceString(slotAt(config, 'networking', 'hostName'))).toBe(machine);
      expect(config.has('nixpkgs')).toBe(false);
    }
    expect(asked()).toEqual([]);
  });
});
