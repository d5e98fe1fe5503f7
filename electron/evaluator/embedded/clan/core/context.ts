import type { ModuleSystem } from '../../modules';
import type { AttrSet, NixIo } from '../../nix';
import type { NixText } from '../json-source';

/** What all parts of the native clan-core share. */
export interface CoreContext {
  readonly system: ModuleSystem;
  readonly io: NixIo;
  /** The text of the `inventory.json` at a path, with unsaved edits; undefined when there is none. */
  readInventory(path: string): NixText | undefined;
}

/** A file of clan-core, as messages and provenance name it. Nobody but clan itself defines what comes from there. */
export function coreFile(path: string): string {
  return `<clan-core>/${path}`;
}

/** The clan-core flake with the parts that its own modules need. */
export interface CoreFlake {
  readonly flake: AttrSet;
  readonly clanLib: AttrSet;
}

