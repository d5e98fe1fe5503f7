import { lazy } from '../../nix';
import type { AttrSet, Slot } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import { at } from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';

/** `inventory.meta`, which `clan.meta` feeds: name, description, icon, domain. */
export function metaModule({ system: { types } }: CoreContext): Slot {
  return fn(
    (args) =>
      nativeModule({
        file: coreFile('modules/inventoryClass/meta.nix'),
        // The module arrives by `inventory.meta` and by `clan.meta`, and has to count once.
        key: coreFile('modules/inventoryClass/meta.nix'),
        options: {
          name: mkOption({ type: types.strMatching('[a-zA-Z0-9_-]*'), description: 'Name of the clan.' }),
          description: nullableText(types, 'What the clan is for.'),
          icon: nullableText(types, 'Icon of the clan.'),
          tld: mkOption({
            type: types.nullOr(types.strMatching('[a-z]+')),
            default: null,
            description: 'Deprecated: use domain.',
          }),
          domain: mkOption({
            type: domainNameType(types),
            default: lazy(() => at(args.get('config') ?? null, 'tld') ?? 'clan'),
            defaultText: 'clan',
            description: 'Domain below which the machines have their names.',
          }),
        },
      }),
    { config: false },
    'meta',
  );
}

/** An option of text or nothing. */
export function nullableText(types: CoreContext['system']['types'], description: string): AttrSet {
  return mkOption({ type: types.nullOr(types.str), default: null, description });
}

/** DNS labels with dots between. */
export function domainNameType(types: CoreContext['system']['types']): AttrSet {
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
  return types.strMatching(`^${label}(\\.${label})*$`);
}
