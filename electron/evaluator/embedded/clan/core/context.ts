import type { ModuleSystem } from '../../modules';
import type { AttrSet, NixIo } from '../../nix';
import type { ConfigurationRegistry } from '../configuration-registry';
import type { ServiceOrigins } from './origins';
import type { SettingsStore } from './role-settings';

/** What all parts of the native clan-core share. */
export interface CoreContext {
  readonly system: ModuleSystem;
  readonly io: NixIo;
  /** The content of the `inventory.json` at a path, with unsaved edits; empty when there is none or it cannot be read. */
  readInventory(path: string): AttrSet;
  /** Told of every evaluation that holds a clan. */
  readonly configurations: ConfigurationRegistry;
  /** Told which service, instance and role the modules of machines come from. */
  readonly origins: ServiceOrigins;
  /** Settings that stay as they are from one evaluation of the clan to the next. */
  readonly settings: SettingsStore;
  /**
   * Whether instances of services that come from an input that is not on this machine are left out, as the window's
   * previews do, rather than failing as Clan does.
   */
  readonly goesWithoutMissing?: boolean;
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
