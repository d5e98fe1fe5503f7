/**
 * Exports without a scope key, as an earlier release of Clan had them: `exports.foo = 1` in `perInstance` is read by
 * others as `exports.instances.<instance>.foo`, in `perMachine` as `exports.machines.<machine>.foo`. Current Clan wants
 * `mkExports`, whose keys have colons (clan-semantics 6); so a name without one is of the earlier form. Both stand side
 * by side in the merged exports, and what is said about the earlier form is said as a problem of the clan.
 */
import { AttrSet, callFunction, force, forceAttrs, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { nativeModule } from '../../modules';
import { func, merged, record, slotAt, without } from '../nix-values';
import type { CoreContext } from './context';

/** Where exports without a scope are found among all exports. */
export type PlainGroup = 'instances' | 'machines';

/** The two groups. */
export const plainGroups: readonly PlainGroup[] = ['instances', 'machines'];

/** Whether a key of the merged exports holds exports without a scope. */
export function isPlainGroup(key: string): key is PlainGroup {
  return key === 'instances' || key === 'machines';
}

/**
 * The exports of a clan as a service sees them. Those without scope can always be read, as in the earlier release, so
 * that a service that only reads them does not fail; they are listed where somebody exports that way. Reading them is
 * told to the maker.
 */
export class SeenExports extends AttrSet {
  constructor(
    exports: AttrSet,
    private readonly onPlainRead: () => void,
  ) {
    super(exports.entries, () => exports.positions);
  }

  override get(name: string): Slot | undefined {
    if (!isPlainGroup(name)) return super.get(name);
    this.onPlainRead();
    return super.get(name) ?? AttrSet.empty;
  }
}

/** The names in a result's exports that are no scope keys. */
export function plainNames(exports: AttrSet): readonly string[] {
  return exports.names().filter((name) => !name.includes(':'));
}

/** The type of `exports` in what `perInstance` and `perMachine` give: modules by scope key, plain values by other names. */
export function resultExportsType({ system: { lib, types } }: CoreContext): AttrSet {
  const scoped = types.lazyAttrsOf(types.deferredModule);
  const plain = types.lazyAttrsOf(types.structural);
  const merge = func('merge', (loc, definitions) => {
    const all = force(definitions) as readonly Slot[];
    const ofKind = (isPlain: boolean): readonly Slot[] => all.flatMap((item) => part(item, isPlain));
    const mergeAs = (type: AttrSet, list: readonly Slot[]): Value =>
      callFunction(slotAt(type, 'merge'), loc, list);
    if (all.every((item) => plainNames(definedSet(item)).length === 0)) return mergeAs(scoped, all);
    return merged(forceAttrs(mergeAs(scoped, ofKind(false))), forceAttrs(mergeAs(plain, ofKind(true))));
  });
  const type = callFunction(
    slotAt(lib, 'mkOptionType'),
    record({
      name: 'lazyAttrsOf',
      description: 'lazy attribute set of module',
      descriptionClass: 'composite',
      check: func('check', (value) => force(value) instanceof AttrSet),
      emptyValue: record({ value: AttrSet.empty }),
      merge,
    }),
  );
  return forceAttrs(type);
}

function definedSet(definition: Slot): AttrSet {
  return forceAttrs(slotAt(definition, 'value'));
}

/** The definition with those of its names that are, or are not, scope keys; none when nothing is left. */
function part(definition: Slot, isPlain: boolean): readonly Slot[] {
  const set = definedSet(definition);
  const plain = plainNames(set);
  const dropped = isPlain ? set.names().filter((name) => !plain.includes(name)) : plain;
  if (dropped.length === set.size) return [];
  return [merged(forceAttrs(definition), record({ value: without(set, ...dropped) }))];
}

/** The exports of a result that have scope keys. */
export function scopedExports(exports: AttrSet): AttrSet {
  const plain = plainNames(exports);
  return plain.length === 0 ? exports : without(exports, ...plain);
}

/** The exports of one instance or machine that have no scope, as a module below their group; undefined without any. */
export function plainExportsModule(group: PlainGroup, name: string, exports: AttrSet): AttrSet | undefined {
  const plain = plainNames(exports);
  if (plain.length === 0) return undefined;
  const values = new AttrSet(new Map(plain.map((key) => [key, exports.get(key) ?? null])), exports.positions);
  // The file of the service, so that messages about two services, or two machines, that disagree name it.
  const file = exports.positionOf(plain[0] ?? '')?.source.path;
  return record({ [group]: record({ _file: file, config: record({ [name]: values }) }) });
}

/** All exports of a group: whatever services say about an instance or a machine, merged by its structure. */
export function mergedPlainExports({ system: { types } }: CoreContext, modules: readonly Slot[]): AttrSet {
  const freeform = nativeModule({
    config: record({
      _module: record({ freeformType: lazy(() => types.lazyAttrsOf(types.attrsOf(types.structural))) }),
    }),
  });
  return record({ imports: [freeform, ...modules] });
}
