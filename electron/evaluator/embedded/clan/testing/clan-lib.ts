import type { AttrSet, Interpreter } from '../../nix';
import { createModuleSystem } from '../../modules';
import { ConfigurationRegistry } from '../configuration-registry';
import { createClanLib } from '../core/clan-lib';
import { ServiceOrigins } from '../core/origins';
import { SettingsStore } from '../core/role-settings';
import { AttrSet as Attributes } from '../../nix';

/** Clan's library over an interpreter, for cases that get it as `clanLib`. */
export function createClanLibFor(_lib: AttrSet, interpreter: Interpreter): AttrSet {
  const context = {
    system: createModuleSystem(interpreter),
    io: interpreter.io,
    readInventory: () => Attributes.empty,
    configurations: new ConfigurationRegistry(),
    origins: new ServiceOrigins(),
    settings: new SettingsStore(),
  };
  return createClanLib(context).clanLib;
}
