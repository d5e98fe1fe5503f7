/** Parts of a clan that an inventory editor only has to let pass: templates and settings of vars (clan-semantics 9). */
import { AttrSet, forceString, lazy } from '../../nix';
import type { Slot } from '../../nix';
import { fn, mkOption } from '../../modules';
import { at, record, slotAt } from '../nix-values';
import type { CoreContext } from './context';
import { optionSet } from './inventory-options';

/** `clan.templates`. */
export function templatesModule({ system: { types } }: CoreContext): Slot {
  const template = fn(
    (args) =>
      AttrSet.of({
        options: optionSet({
          description: mkOption({ type: types.str, default: slotAt(args, 'name') }),
          path: mkOption({ type: types.path }),
        }),
      }),
    { name: false },
    'template',
  );
  const templates = (): AttrSet =>
    mkOption({ type: types.attrsOf(types.submodule([template])), default: AttrSet.empty });
  return AttrSet.of({ options: optionSet({ clan: templates(), disko: templates(), machine: templates() }) });
}

/** Python modules of the stores that clan has for generated values. */
const stores: Readonly<Record<string, string>> = {
  fs: 'clan_lib.vars.secret_modules.fs',
  sops: 'clan_lib.vars.secret_modules.sops',
  'password-store': 'clan_lib.vars.secret_modules.password_store',
  age: 'clan_lib.vars.secret_modules.age',
};
const publicStores: Readonly<Record<string, string>> = {
  in_repo: 'clan_lib.vars.public_modules.in_repo',
};

/** `clan.vars.settings`: which stores hold generated values, and for whom they are encrypted (clan-semantics 9). */
export function varsSettingsModule({ system: { types } }: CoreContext): Slot {
  const recipients = optionSet({
    hosts: mkOption({ type: types.attrsOf(types.listOf(types.str)), default: AttrSet.empty }),
    default: mkOption({ type: types.listOf(types.str), default: [] }),
  });
  const store = AttrSet.of({ options: AttrSet.of({ pythonModule: mkOption({ type: types.str }) }) });
  const storesOption = (): AttrSet =>
    mkOption({
      type: types.attrsOf(types.submoduleWith({ modules: [store] })),
      internal: true,
      visible: false,
    });
  return fn(
    (args) => {
      const config = slotAt(args, 'config');
      const moduleOf = (kind: string, chosen: string): AttrSet =>
        mkOption({
          type: types.str,
          internal: true,
          default: lazy(() => at(config, kind, forceString(slotAt(config, chosen)), 'pythonModule')),
        });
      return AttrSet.of({
        options: optionSet({
          secretStore: mkOption({
            type: types.enum(['sops', 'password-store', 'age', 'custom']),
            default: 'sops',
          }),
          secretModule: moduleOf('stores', 'secretStore'),
          fileModule: mkOption({ type: types.deferredModule, default: AttrSet.empty, internal: true }),
          publicStore: mkOption({ type: types.enum(['in_repo']), default: 'in_repo' }),
          publicModule: moduleOf('publicStores', 'publicStore'),
          stores: storesOption(),
          publicStores: storesOption(),
          recipients: mkOption({
            type: types.submodule([AttrSet.of({ options: recipients })]),
            default: AttrSet.empty,
          }),
        }),
        config: AttrSet.of({ stores: storesNamed(stores), publicStores: storesNamed(publicStores) }),
      });
    },
    { config: false },
    'varsSettings',
  );
}

function storesNamed(modules: Readonly<Record<string, string>>): AttrSet {
  return record(
    Object.fromEntries(
      Object.entries(modules).map(([name, pythonModule]) => [name, AttrSet.of({ pythonModule })]),
    ),
  );
}
