import { AttrSet, forceAttrs } from '../../nix';
import type { Slot } from '../../nix';
import { mkOption } from '../../modules';
import { record, without } from '../nix-values';
import type { CoreContext } from './context';
import { optionSet } from './inventory-options';

/** The categories that a service may name. */
const categories = [
  'Audio',
  'AudioVideo',
  'Desktop',
  'Development',
  'Education',
  'Game',
  'Graphics',
  'Network',
  'Office',
  'Science',
  'Settings',
  'Social',
  'System',
  'Uncategorized',
  'Utility',
  'Video',
] as const;

/** The type of a service's `manifest`: what it says about itself. */
export function manifestType({ system: { types } }: CoreContext): AttrSet {
  const names = (): AttrSet => mkOption({ type: types.listOf(types.str), default: [] });
  const limit = (type: AttrSet): AttrSet => mkOption({ type: types.nullOr(type), default: null });
  const roleLimits = record({
    options: optionSet({ minMachines: limit(types.intUnsigned), maxMachines: limit(types.intPositive) }),
  });
  return types.submoduleWith({
    modules: [
      record({
        options: optionSet({
          name: mkOption({ type: types.str, description: 'Name of the service.' }),
          description: mkOption({ type: types.str, default: 'No description' }),
          readme: mkOption({ type: types.str, default: '' }),
          categories: mkOption({ type: types.listOf(types.enum(categories)), default: ['Uncategorized'] }),
          exports: { out: names(), inputs: names() },
          // Of an earlier release, which services may still read; nothing can be chosen here.
          features: { API: mkOption({ type: types.bool, default: true, readOnly: true, visible: false }) },
          constraints: {
            maxInstances: limit(types.intPositive),
            roles: mkOption({ type: types.attrsOf(types.submodule([roleLimits])), default: AttrSet.empty }),
          },
        }),
      }),
    ],
  });
}

/** The manifest as tools are shown it: without what only an earlier release had. */
export function publicManifest(manifest: Slot): AttrSet {
  return without(forceAttrs(manifest), 'features');
}
