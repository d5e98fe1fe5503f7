import { AttrSet } from '../../nix';
import { mkOption } from '../../modules';
import { record } from '../nix-values';
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
          constraints: {
            maxInstances: limit(types.intPositive),
            roles: mkOption({ type: types.attrsOf(types.submodule([roleLimits])), default: AttrSet.empty }),
          },
        }),
      }),
    ],
  });
}
