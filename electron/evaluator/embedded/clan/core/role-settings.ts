/**
 * The settings of a role's members. Every member has an evaluation of its own (clan-semantics 5.4), but members that the
 * role reaches by the same tags and that have no settings of their own get the same values: these are computed once. A
 * fleet of a thousand machines has a handful of such groups in each role.
 */
import {
  AttrSet,
  NixError,
  Thunk,
  callFunction,
  force,
  forceAttrs,
  forceList,
  lazy,
  isList,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { mkOption } from '../../modules';
import type { Configuration } from '../../modules';
import { func, record, slotAt } from '../nix-values';
import type { CoreContext } from './context';

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

/** A machine in a role of an instance, as services see it in `config.instances`. */
class Member extends AttrSet {
  constructor(
    entries: ReadonlyMap<string, Slot>,
    readonly config: Slot,
  ) {
    super(entries);
  }
}

/** The values of a member's settings. */
export function memberSettings(member: Slot): Slot {
  const value = force(member);
  return value instanceof Member
    ? value.config
    : lazy(() => force(slotAt(slotAt(value, 'finalSettings'), 'config')));
}

/** Evaluates the settings of one machine; null: of the role alone. */
export type EvaluateSettings = (machine: string | null, own: Slot) => Configuration;

/** The members of one role of one instance. */
export class RoleMembers {
  /** The values that all members of a group have; null where they cannot be the same object. */
  readonly #shared = new Map<string, AttrSet | null>();

  constructor(private readonly evaluate: EvaluateSettings) {}

  /** A machine of the role. */
  member(machine: string, settings: Slot): AttrSet {
    const configuration = lazy(() => this.evaluate(machine, settings).value);
    const config = lazy(() => this.#configOf(settings, configuration));
    const finalSettings = lazy(() => {
      const set = forceAttrs(configuration);
      return new AttrSet(new Map(set.entries).set('config', config), set.positions);
    });
    return new Member(
      new Map<string, Slot>([
        ['finalSettings', finalSettings],
        ['settings', settings],
      ]),
      config,
    );
  }

  #configOf(settings: Slot, configuration: Slot): Value {
    const own = (): Value => force(slotAt(configuration, 'config'));
    const value = force(settings);
    const group = value instanceof MemberSettings ? value.group : undefined;
    if (group === undefined) return own();
    const known = this.#shared.get(group);
    if (known !== undefined) return known ?? own();
    const config = own();
    const isShared = config instanceof AttrSet && isPlainData(config);
    this.#shared.set(group, isShared ? config : null);
    return config;
  }
}

/**
 * Whether a value is data through and through. Then it is the same for whomever it was computed; what fails names the
 * machine that it failed for, and a function may.
 */
function isPlainData(slot: Slot): boolean {
  try {
    return isData(slot);
  } catch (error) {
    if (error instanceof NixError && error.kind !== 'limit' && error.kind !== 'cancelled') return false;
    throw error;
  }
}

function isData(slot: Slot): boolean {
  const value = force(slot);
  if (value === null || typeof value !== 'object') return true;
  if (isList(value)) return value.every(isData);
  if (!(value instanceof AttrSet)) return false;
  for (const member of value.entries.values()) if (!isData(member)) return false;
  return true;
}

/**
 * The option `roles.<r>.machines` of an instance. Clan itself defines it, once; what a service adds is merged as modules
 * are.
 */
export function membersOption({ system }: CoreContext, machineModule: Slot, members: RoleMembers): AttrSet {
  const { types, lib } = system;
  const general = types.attrsOf(types.submoduleWith({ modules: [machineModule] }));
  const type = callFunction(
    slotAt(lib, 'mkOptionType'),
    record({
      name: 'attrsOf',
      description: 'attribute set of (submodule)',
      descriptionClass: 'composite',
      check: func('check', (value) => force(value) instanceof AttrSet),
      emptyValue: record({ value: AttrSet.empty }),
      merge: func('merge', (loc, definitions) => {
        const [only, ...others] = forceList(definitions);
        const value = only === undefined ? null : force(slotAt(only, 'value'));
        return value instanceof RoleMachines && others.length === 0
          ? value.members(members)
          : callFunction(slotAt(general, 'merge'), loc, definitions);
      }),
    }),
  );
  return mkOption({ type });
}

/** The machines of a role as clan defines them: each with its {@link MemberSettings}. */
export class RoleMachines extends AttrSet {
  /** The same machines as members. */
  members(members: RoleMembers): AttrSet {
    const entries = new Map<string, Slot>();
    for (const [machine, definition] of this.entries) {
      entries.set(machine, new Thunk(makeMember, new Pending(members, machine, definition)));
    }
    return new AttrSet(entries);
  }
}

class Pending {
  constructor(
    readonly members: RoleMembers,
    readonly machine: string,
    readonly definition: Slot,
  ) {}
}

function makeMember({ members, machine, definition }: Pending): Value {
  return members.member(machine, slotAt(definition, 'settings'));
}
