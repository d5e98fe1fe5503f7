/** The option tree as the nested sets that modules see: values in `config`, option sets in `options`. */
import { AttrSet, force, lazy } from '../nix';
import type { Slot } from '../nix';
import { OptionNode } from './option-node';
import type { OptionGroup } from './option-tree';

/** The values of all declared options, as nested sets. */
export function declaredConfig(group: OptionGroup): AttrSet {
  return mapTree(group, (option) => option.evaluated.value, declaredConfig);
}

/** The option sets of all declared options, as nested sets. */
export function optionsOf(group: OptionGroup): AttrSet {
  return mapTree(group, (option) => option.evaluated.set, optionsOf);
}

const treeCaches = new WeakMap<OptionGroup, Map<unknown, AttrSet>>();

function mapTree(
  group: OptionGroup,
  leaf: (option: OptionNode) => Slot,
  recurse: (group: OptionGroup) => AttrSet,
): AttrSet {
  let caches = treeCaches.get(group);
  if (caches === undefined) {
    caches = new Map();
    treeCaches.set(group, caches);
  }
  const known = caches.get(recurse);
  if (known !== undefined) return known;
  const entries = new Map<string, Slot>();
  for (const name of group.names) {
    entries.set(
      name,
      lazy(() => {
        const node = group.child(name);
        if (node instanceof OptionNode) return force(leaf(node));
        return node === undefined ? null : recurse(node);
      }),
    );
  }
  const set = new AttrSet(entries);
  caches.set(recurse, set);
  return set;
}

/** The set without one attribute. */
export function without(set: AttrSet, name: string): AttrSet {
  if (!set.has(name)) return set;
  const entries = new Map(set.entries);
  entries.delete(name);
  return new AttrSet(entries, () => set.positions);
}
