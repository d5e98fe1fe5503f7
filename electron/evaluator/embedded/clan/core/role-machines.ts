/** The machines of a role, by name and by tag, and what of the role's settings each of them has (clan-semantics 5.3, 5.4). */
import { AttrSet, NixError, force, forceAttrs, forceList, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { mapAttrs, merged, record, slotAt, slotIfAny, without } from '../nix-values';
import { OnDemandEntries } from './on-demand-entries';
import { TagIndex } from './tag-index';

/** What of a role's settings a machine has: its own, and those of the role's tags that it carries. */
export class MemberSettings extends AttrSet {
  constructor(
    /** Undefined where the role does not name the machine. */
    readonly own: Slot | undefined,
    readonly tags: ReadonlyMap<string, Slot>,
  ) {
    super(new Map([['imports', [own ?? AttrSet.empty, ...tags.values()]]]));
  }

  /** The same text for members whose settings are the same; undefined for settings that are the machine's alone. */
  get group(): string | undefined {
    return this.own === undefined || isEmptySettings(this.own)
      ? JSON.stringify([...this.tags.keys()])
      : undefined;
  }
}

/** Whether settings, in the wrapper that names their file, say nothing at all. */
function isEmptySettings(settings: Slot): boolean {
  try {
    const wrapper = onlyImport(settings);
    const value = wrapper === undefined ? undefined : onlyImport(wrapper);
    return value instanceof AttrSet && value.size === 0;
  } catch (error) {
    // The evaluation that uses them says what is wrong with them.
    if (error instanceof NixError) return false;
    throw error;
  }
}

function onlyImport(module: Slot): Value | undefined {
  const imports = forceAttrs(module).get('imports');
  const list = imports === undefined ? [] : forceList(imports);
  const [only] = list;
  return list.length === 1 && only !== undefined ? force(only) : undefined;
}

/** The machines of a role as clan defines them for a service: each with its {@link MemberSettings}. */
export class RoleMachines extends AttrSet {
  readonly #names: ReadonlySet<string>;

  constructor(names: ReadonlySet<string>, settings: (machine: string) => Value) {
    super(
      new OnDemandEntries(
        () => names,
        (machine) => names.has(machine),
        (machine) => record({ settings: lazy(() => settings(machine)) }),
      ),
    );
    this.#names = names;
  }

  /** A set with the same machines; each value is made when first asked for. */
  mapped(make: (machine: string, settings: Slot) => Slot): AttrSet {
    const machines = this.#names;
    return new AttrSet(
      new OnDemandEntries(
        () => machines,
        (machine) => machines.has(machine),
        (machine) => make(machine, slotAt(this.get(machine) ?? null, 'settings')),
      ),
    );
  }
}

/** Who is in which role. What an edit leaves as it is stays the very same value. */
export class RoleMachinesStore {
  #index: TagIndex | undefined;
  #indexed: AttrSet | undefined;
  readonly #machines = new WeakMap<
    AttrSet,
    { readonly carriers: readonly (readonly string[])[]; readonly found: RoleMachines }
  >();

  /** The roles of an instance of an inventory, with their tags replaced by the machines that carry them. */
  roles(inventory: Slot, instance: Slot): AttrSet {
    return mapAttrs(slotAt(instance, 'roles'), (_name, role) => {
      const set = forceAttrs(role);
      // Both are looked at before anybody asks who the members are: what is wrong with them is wrong with the role.
      const own = forceAttrs(slotAt(set, 'machines'));
      const tags = forceAttrs(slotAt(set, 'tags'));
      const machines = lazy(() => this.#machinesOf(set, own, tags, slotAt(inventory, 'machines')));
      return merged(without(set, 'tags'), record({ machines }));
    });
  }

  #machinesOf(role: AttrSet, own: AttrSet, tags: AttrSet, allMachines: Slot): RoleMachines {
    // A role without tags needs to know of no machine but those it names.
    const index = tags.size === 0 ? undefined : this.#indexOf(forceAttrs(allMachines));
    const carriers = tags.names().map((tag) => index?.machinesWith(tag) ?? []);
    const known = this.#machines.get(role);
    if (known !== undefined && carriers.every((list, place) => list === known.carriers[place]))
      return known.found;
    const found = roleMachines(own, tags, index);
    this.#machines.set(role, { carriers, found });
    return found;
  }

  /** The index of the last machines, unless tags have changed. */
  #indexOf(machines: AttrSet): TagIndex {
    if (this.#index !== undefined && this.#indexed === machines) return this.#index;
    const index = new TagIndex(machines, this.#index);
    if (this.#index?.equals(index) !== true) this.#index = index;
    this.#indexed = machines;
    return this.#index ?? index;
  }
}

function roleMachines(own: AttrSet, tags: AttrSet, index: TagIndex | undefined): RoleMachines {
  const tagNames = tags.names();
  const tagged = tagNames.flatMap((tag) => index?.machinesWith(tag) ?? []);
  return new RoleMachines(new Set([...own.names(), ...tagged]), (machine) => {
    const viaTags = tagNames.filter((tag) => index?.carries(machine, tag) === true);
    return new MemberSettings(
      slotIfAny(own, machine, 'settings'),
      new Map(viaTags.map((tag) => [tag, slotAt(tags, tag, 'settings')])),
    );
  });
}
