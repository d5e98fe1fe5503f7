/** Parts of a clan that an inventory editor only has to let pass: templates and settings of vars (clan-semantics 9). */
import { AttrSet, lazy } from '../../nix';
import type { Slot } from '../../nix';
import { fn, mkOption } from '../../modules';
import { at, nixThrow, slotAt } from '../nix-values';
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
const secretStores: ReadonlyMap<string, string> = new Map([
  ['sops', 'clan_lib.vars.secret_modules.sops'],
  ['password-store', 'clan_lib.vars.secret_modules.password_store'],
  ['age', 'clan_lib.vars.secret_modules.age'],
]);

/** `clan.vars.settings`: which stores hold generated values, and for whom they are encrypted. */
export function varsSettingsModule({ system: { types } }: CoreContext): Slot {
  const recipients = optionSet({
    hosts: mkOption({ type: types.attrsOf(types.listOf(types.str)), default: AttrSet.empty }),
    default: mkOption({ type: types.listOf(types.str), default: [] }),
  });
  return fn(
    (args) =>
      AttrSet.of({
        options: optionSet({
          secretStore: mkOption({ type: types.enum([...secretStores.keys(), 'custom']), default: 'sops' }),
          secretModule: mkOption({
            type: types.str,
            default: lazy(() => secretModule(slotAt(args, 'config'))),
          }),
          fileModule: mkOption({ type: types.deferredModule, default: AttrSet.empty, internal: true }),
          publicStore: mkOption({ type: types.enum(['in_repo']), default: 'in_repo' }),
          publicModule: mkOption({ type: types.str, default: 'clan_lib.vars.public_modules.in_repo' }),
          recipients: mkOption({
            type: types.submodule([AttrSet.of({ options: recipients })]),
            default: AttrSet.empty,
          }),
        }),
      }),
    { config: false },
    'varsSettings',
  );
}

function secretModule(config: Slot): string {
  const store = at(config, 'secretStore');
  const module = typeof store === 'string' ? secretStores.get(store) : undefined;
  return module ?? nixThrow('clan.vars.settings.secretModule has to be set for a custom store');
}
