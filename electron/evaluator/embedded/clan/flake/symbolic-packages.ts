/**
 * `pkgs` of a machine without nixpkgs: what follows from the name of the system is known, all else stands for itself as
 * `«pkgs.…»`.
 */
import { OpenSet, SymbolicValue, lazy } from '../../nix';
import type { Slot, AttrSet } from '../../nix';
import { record } from '../nix-values';

/** What machines and packages are for that say nothing of it. */
export const defaultSystem = 'x86_64-linux';

/** The packages for a system; the name of the system is computed when first asked for. */
export function symbolicPackages(lib: AttrSet, system: () => string): AttrSet {
  const name = lazy(system);
  const platform = (): AttrSet => openSet('pkgs.stdenv.hostPlatform', platformFacts(system()));
  const hostPlatform = lazy(platform);
  const stdenv = openSet('pkgs.stdenv', {
    hostPlatform,
    isLinux: lazy(() => system().endsWith('-linux')),
    isDarwin: lazy(() => system().endsWith('-darwin')),
  });
  return openSet('pkgs', { lib, system: name, stdenv, hostPlatform });
}

function openSet(text: string, known: Readonly<Record<string, Slot>>): OpenSet {
  const children = new Map<string, Slot>();
  const child = (name: string): Slot => {
    const before = children.get(name);
    if (before !== undefined) return before;
    const made = new SymbolicValue(`${text}.${name}`);
    children.set(name, made);
    return made;
  };
  return new OpenSet(record(known), child, text, false);
}

/** What the name of a system says by itself: `x86_64-linux` is Linux on x86_64 with 64 bits. */
function platformFacts(system: string): Readonly<Record<string, Slot>> {
  const [cpu = '', kernel = ''] = system.split('-');
  return {
    system,
    isLinux: kernel === 'linux',
    isDarwin: kernel === 'darwin',
    isx86_64: cpu === 'x86_64',
    isx86_32: /^i[3-6]86$/.test(cpu),
    isx86: /^(x86_64|i[3-6]86)$/.test(cpu),
    isAarch64: cpu === 'aarch64',
    isAarch32: /^arm/.test(cpu),
    isAarch: /^(aarch64|arm)/.test(cpu),
    isRiscV64: cpu === 'riscv64',
    isRiscV: cpu.startsWith('riscv'),
    is64bit: cpu.endsWith('64'),
    isUnix: kernel === 'linux' || kernel === 'darwin',
  };
}
