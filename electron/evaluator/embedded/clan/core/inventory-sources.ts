/** Where an inventory comes from besides Nix files: `inventory.json`, the folders of `machines/`, `clan.machines`. */
import { AttrSet, coerceToString, lazy, stringText } from '../../nix';
import type { Slot } from '../../nix';
import { fn, nativeModule, setDefaultModuleLocation } from '../../modules';
import { func, genAttrs, mapAttrs, record, slotAt } from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';

/** The text of a path or string, as interpolating it gives. */
export function pathText(slot: Slot): string {
  return stringText(coerceToString(slot));
}

/** The three sources as modules of the clan, in the order that decides how their lists merge. */
export function inventorySources(context: CoreContext, config: Slot): readonly Slot[] {
  const directory = (): string => pathText(slotAt(config, 'directory'));
  return [
    fn(() => jsonModule(context, () => `${directory()}/inventory.json`), {}, 'inventoryFile'),
    nativeModule({ config: record({ inventory: lazy(() => machineFolders(context, directory())) }) }),
    nativeModule({
      config: record({
        inventory: record({
          machines: lazy(() => mapAttrs(slotAt(config, 'machines'), () => AttrSet.empty)),
        }),
      }),
    }),
  ];
}

function jsonModule(context: CoreContext, path: () => string): AttrSet {
  const file = lazy(path);
  const load = func('inventory', (_args) =>
    setDefaultModuleLocation(
      file,
      lazy(() => context.readInventory(path())),
    ),
  );
  return nativeModule({
    file: coreFile('modules/clan/module.nix'),
    imports: [nativeModule({ config: record({ inventory: record({ _inventoryFile: file }) }) })],
    config: record({ inventory: load }),
  });
}

/** Every folder of `machines/` is a machine; links and files are not (clan-semantics 1.2). */
function machineFolders({ io }: CoreContext, directory: string): AttrSet {
  const entries = io.readDir(`${directory}/machines`);
  if (entries === undefined) return AttrSet.empty;
  const folders = genAttrs(
    [...entries].filter(([, type]) => type === 'directory').map(([name]) => name),
    () => AttrSet.empty,
  );
  const imports = folders
    .names()
    .map((name) =>
      record({ _file: `${directory}/machines/${name}`, machines: record({ [name]: AttrSet.empty }) }),
    );
  return record({ imports });
}
