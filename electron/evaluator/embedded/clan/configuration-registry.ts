import { NixError, force, forceAttrs } from '../nix';
import type { AttrSet } from '../nix';
import type { Configuration, DefinitionInfo, NativeModuleSystem } from '../modules';
import { at } from './nix-values';

/** A clan inside an evaluation of modules: the evaluation, and where in it the clan stands. */
export interface PlacedClan {
  readonly configuration: Configuration;
  readonly path: readonly string[];
}

/**
 * Remembers the evaluations that clans come from. A flake hands out only the values of its clan; to tell where a value
 * was defined, the evaluation behind it is needed.
 */
export class ConfigurationRegistry {
  #entries: PlacedClan[] = [];

  /** Notes an evaluation that may hold a clan. */
  add(configuration: Configuration, path: readonly string[]): void {
    this.#entries.push({ configuration, path });
  }

  /** Forgets everything; for a new evaluation. */
  clear(): void {
    this.#entries = [];
  }

  /** The clan that was made last; undefined when there is none. */
  latest(): AttrSet | undefined {
    const entry = this.#entries.findLast(({ path }) => path.length === 0);
    return entry === undefined ? undefined : forceAttrs(entry.configuration.config);
  }

  /** The evaluation whose clan is this very set; undefined when the flake made another set of it. */
  find(clan: AttrSet): PlacedClan | undefined {
    return this.#entries.find(({ configuration, path }) => {
      try {
        return force(at(configuration.config, ...path)) === clan;
      } catch (error) {
        if (error instanceof NixError) return false;
        throw error;
      }
    });
  }
}

/** The definitions of what stands at a path of a clan; none when its evaluation is not known. */
export function clanDefinitions(
  system: NativeModuleSystem,
  clan: PlacedClan | undefined,
  path: readonly string[],
): readonly DefinitionInfo[] {
  return clan === undefined ? [] : system.definitionsOf(clan.configuration, [...clan.path, ...path]);
}
