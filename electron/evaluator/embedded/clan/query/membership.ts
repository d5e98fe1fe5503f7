/** Who is in a role, by name and by tag (clan-semantics 5.3), from plain names and tags. */
import { compareBytes } from '../../nix';
import type { MachineModel, RoleModel } from './inventory-model';

/** A machine in a role, and why. */
export interface MembershipModel {
  readonly machine: string;
  readonly exists: boolean;
  readonly isDirect: boolean;
  readonly viaTags: readonly string[];
}

/** What membership needs of a machine. */
export type TaggedMachine = Pick<MachineModel, 'name' | 'tags'>;
/** What membership needs of a role. */
export type RoleReach = Pick<RoleModel, 'name' | 'machines' | 'tags'>;

/** Machines with what they carry, looked up by name and by tag. */
interface MachineTable {
  readonly machines: readonly TaggedMachine[];
  readonly names: ReadonlySet<string>;
  readonly carriers: ReadonlyMap<string, readonly string[]>;
}

interface KnownMembers {
  readonly names: ReadonlySet<string>;
  readonly carriers: readonly (readonly string[] | undefined)[];
  readonly members: readonly MembershipModel[];
}

/**
 * The members of roles. What an edit leaves as it is stays the very same list: the members of a role depend on the names
 * of all machines, and on who carries the role's own tags.
 */
export class Memberships {
  #table: MachineTable = { machines: [], names: new Set(), carriers: new Map() };
  readonly #known = new WeakMap<RoleReach, KnownMembers>();

  /** The members of a role by name. `machines`: all machines of the clan; the same list for as long as none changes. */
  of(role: RoleReach, machines: readonly TaggedMachine[]): readonly MembershipModel[] {
    if (this.#table.machines !== machines) this.#table = tableOf(machines, this.#table);
    const { names, carriers } = this.#table;
    const before = this.#known.get(role);
    if (
      before?.names === names &&
      role.tags.every((tag, index) => before.carriers[index] === carriers.get(tag))
    ) {
      return before.members;
    }
    const members = findMembers(role, this.#table);
    this.#known.set(role, { names, carriers: role.tags.map((tag) => carriers.get(tag)), members });
    return members;
  }
}

const memberships = new WeakMap<readonly TaggedMachine[], Memberships>();

/** The members of a role, by name. Asked again for the same role and machines, it answers with the same list. */
export function membersOf(role: RoleReach, machines: readonly TaggedMachine[]): readonly MembershipModel[] {
  const known = memberships.get(machines) ?? new Memberships();
  memberships.set(machines, known);
  return known.of(role, machines);
}

/** Lists that are as they were `before` are taken over. */
function tableOf(machines: readonly TaggedMachine[], before: MachineTable): MachineTable {
  const carriers = new Map<string, readonly string[]>();
  for (const machine of machines) {
    for (const tag of new Set(machine.tags)) {
      const list = carriers.get(tag) as string[] | undefined;
      if (list === undefined) carriers.set(tag, [machine.name]);
      else list.push(machine.name);
    }
  }
  for (const [tag, list] of carriers) {
    const known = before.carriers.get(tag);
    if (known !== undefined && isSameList(known, list)) carriers.set(tag, known);
  }
  const names = new Set(machines.map(({ name }) => name));
  const areNamesKnown =
    names.size === before.names.size && machines.every(({ name }) => before.names.has(name));
  return { machines, names: areNamesKnown ? before.names : names, carriers };
}

/** Whether two lists hold the very same things. */
export function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

function findMembers(role: RoleReach, { names, carriers }: MachineTable): readonly MembershipModel[] {
  const direct = new Set(role.machines);
  const via = new Map<string, string[]>();
  for (const tag of role.tags) {
    for (const machine of carriers.get(tag) ?? []) {
      const tags = via.get(machine);
      if (tags === undefined) via.set(machine, [tag]);
      else tags.push(tag);
    }
  }
  return [...new Set([...direct, ...via.keys()])].sort(compareBytes).map((machine) => ({
    machine,
    exists: names.has(machine),
    isDirect: direct.has(machine),
    viaTags: via.get(machine) ?? noTags,
  }));
}

const noTags: readonly string[] = [];
