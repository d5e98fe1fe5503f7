import { NixError, SymbolicValue, force, isSymbolicString } from '../nix';
import type { Slot, Value } from '../nix';

/** A module that is not on this machine. */
export interface LeftOutModule {
  /** The module as an expression: `inputs.disko.nixosModules.disko`. */
  readonly text: string;
  /** The file that imports it. */
  readonly importer: string;
}

/** The modules that evaluations went without, because only system Nix can load them. Each is told once. */
export class LeftOutLog {
  readonly #modules = new Map<string, LeftOutModule>();

  /** Notes a module. */
  add(module: LeftOutModule): void {
    this.#modules.set(`${module.text}\n${module.importer}`, module);
  }

  /** All that was noted since the log was last cleared. */
  get modules(): readonly LeftOutModule[] {
    return [...this.#modules.values()];
  }

  /** Forgets everything; for when files have changed. */
  clear(): void {
    this.#modules.clear();
  }
}

/**
 * The expression of a module that only system Nix can load, or of what decides which module it is; undefined for one
 * that can be loaded here. Throws NixError when the module fails for another reason.
 */
export function unknownModuleText(module: Slot): string | undefined {
  let value: Value;
  try {
    value = force(module);
  } catch (error) {
    if (error instanceof NixError && error.kind === 'needs-system-nix') return error.message;
    throw error;
  }
  if (value instanceof SymbolicValue) return value.text;
  return isSymbolicString(value) ? value.text.replace(/[«»]/g, '') : undefined;
}
