/** Files that the module system names as definers, as places that people recognise. */
import { isInside, relativeTo } from '../base/posix-path';
import type { DefinitionPlace } from './evaluation';

/** What the module system appends to a file when a definition arrived through another option. */
const viaOption = ', via option ';

/** The file of a definition's location, without the words about the option it came through. */
export function definingFile(location: string): string {
  const index = location.indexOf(viaOption);
  return index < 0 ? location : location.slice(0, index);
}

/** Whether a location is the clan's inventory.json. */
export function isInventoryFile(location: string): boolean {
  return definingFile(location).endsWith('inventory.json');
}

/**
 * The place of a location. `directory` is the clan's folder as it stands in front of its files. Files of Clan itself
 * are told by `<clan-core>` or a folder called `clan-core`. Lines are not known from introspection: no span.
 */
export function describeFile(location: string, directory: string): DefinitionPlace {
  const file = definingFile(location);
  if (isInventoryFile(location)) {
    return { kind: 'json', label: 'inventory.json' };
  }
  // Machines that have modules in `clan.machines` are declared by Clan on behalf of whoever wrote those.
  if (/clan-core>?\/modules\/clan\/module\.nix$/.test(file)) return { kind: 'nix', label: 'clan.machines' };
  // The alias `clan` of the flake module takes the file's name away (clan-semantics 1.1).
  if (/clan-core>?\/flakeModules\//.test(file)) return { kind: 'nix', label: 'a flake-parts module' };
  if (file.startsWith('<clan-core>') || file.includes('/clan-core/')) {
    return { kind: 'clan', label: 'computed by Clan' };
  }
  const path = isInside(file, directory) ? relativeTo(file, directory) : file;
  if (/^machines\/[^/]+$/.test(path)) return { kind: 'directory', label: `${path}/` };
  return { kind: 'nix', label: path };
}
