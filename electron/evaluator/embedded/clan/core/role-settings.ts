/**
 * The settings of a role's members. Every member has an evaluation of its own (clan-semantics 5.4), but members that the
 * role reaches by the same tags and that have no settings of their own get the same values: these are computed once. A
 * fleet of a thousand machines has a handful of such groups in each role. Values that are plain data are kept from one
 * evaluation of the clan to the next, while the interface and all settings that they come from are the same.
 */
import {
  AttrSet,
  NixError,
  callFunction,
  force,
  forceAttrs,
  forceList,
  isList,
  lazy,
  toJsonText,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { mkOption } from '../../modules';
import type { Configuration } from '../../modules';
import { func, record, slotAt } from '../nix-values';
import type { CoreContext } from './context';
import { OnDemandEntries } from './on-demand-entries';
import { MemberSettings, RoleMachines } from './role-machines';

/** A machine in a role of an instance, as services see it in `config.instances`. */
class Member extends AttrSet {
  constructor(
    finalSettings: Slot,
    settings: Slot,
    readonly config: Slot,
  ) {
    super(
      new Map([
        ['finalSettings', finalSettings],
        ['settings', settings],
      ]),
    );
  }
}

/** The values of a member's settings. */
export function memberSettings(member: Slot): Slot {
  const value = force(member);
  return value instanceof Member
    ? value.config
    : lazy(() => force(slotAt(slotAt(value, 'finalSettings'), 'config')));
}

/** What settings come from: modules, down to what users wrote, each told by being the same value. */
export type Inputs = readonly unknown[];

/** Values of settings that hold for everybody with the same inputs, also in the next evaluation of the clan. */
export class SettingsStore {
  readonly #kept = new Map<string, { readonly inputs: Inputs; readonly config: AttrSet }>();

  /** What is kept for a place, if it comes from the same inputs. */
  find(place: string, inputs: Inputs): AttrSet | undefined {
    const kept = this.#kept.get(place);
    return kept?.inputs.length === inputs.length &&
      kept.inputs.every((input, index) => input === inputs[index])
      ? kept.config
      : undefined;
  }

  /** Keeps the values of a place. */
  add(place: string, inputs: Inputs, config: AttrSet): void {
    if (this.#kept.size > maximumKept) this.#kept.clear();
    this.#kept.set(place, { inputs, config });
  }
}

/** More than any clan has: what was deleted must not pile up for ever. */
const maximumKept = 500_000;

/** A role of an instance whose settings are evaluated. */
export interface SettingsSource {
  /** Tells the role from all others of the clan. */
  readonly place: string;
  readonly interface: Slot;
  readonly settings: Slot;
  readonly meta: Slot;
  /** The name that the service gives itself. */
  readonly service: Slot;
}

/** Evaluates the settings of one machine; null: of the role alone. */
export type EvaluateSettings = (machine: string | null, own: Slot) => Configuration;

/** The values of a member's settings, and whether they are data through and through. */
interface FoundConfig {
  readonly value: Value;
  readonly isData: boolean;
}

/** The members of one role of one instance. */
export class RoleMembers {
  /** The values that all members of a group have; null where they cannot be the same object. */
  readonly #shared = new Map<string, AttrSet | null>();
  #inputs: Inputs | null | undefined;
  #knownSource: SettingsSource | undefined;

  constructor(
    private readonly evaluate: EvaluateSettings,
    private readonly makeSource: () => SettingsSource,
    private readonly store: SettingsStore,
  ) {}

  get #source(): SettingsSource {
    return (this.#knownSource ??= this.makeSource());
  }

  /** A machine of the role. */
  member(machine: string, settings: Slot): AttrSet {
    let configuration: Configuration | undefined;
    const evaluate = (): Configuration => (configuration ??= this.evaluate(machine, settings));
    const config = lazy(() => {
      const { value, isData } = this.#configOf(machine, settings, evaluate);
      // Data needs nothing more of the evaluation that it came from, which is much larger; who asks for that gets another.
      if (isData) configuration = undefined;
      return value;
    });
    const finalSettings = lazy(() => {
      const set = evaluate().value;
      return new AttrSet(set.toMap().set('config', config), set.positions);
    });
    return new Member(finalSettings, settings, config);
  }

  #configOf(machine: string, settings: Slot, evaluate: () => Configuration): FoundConfig {
    const own = (): Value => force(evaluate().config);
    const given = force(settings);
    if (!(given instanceof MemberSettings)) return { value: own(), isData: false };
    const { group } = given;
    const shared = group === undefined ? undefined : this.#shared.get(group);
    if (shared !== undefined) return { value: shared ?? own(), isData: shared !== null };
    const place = `${this.#source.place}\0${group ?? `=${machine}`}`;
    const inputs = this.#inputsOf(given);
    const kept = inputs === undefined ? undefined : this.store.find(place, inputs);
    const config = kept ?? own();
    const isShared = kept !== undefined || isPlainData(config);
    if (isShared && inputs !== undefined && config instanceof AttrSet) this.store.add(place, inputs, config);
    if (group !== undefined) this.#shared.set(group, isShared && config instanceof AttrSet ? config : null);
    return { value: config, isData: isShared };
  }

  /** What the settings of all members come from; undefined when that cannot be told. */
  inputsOfAll(machines: RoleMachines): Inputs | undefined {
    this.#inputs ??= this.#roleInputs() ?? null;
    return this.#inputs === null ? undefined : [...this.#inputs, machines];
  }

  /** Undefined when they cannot be told. */
  #inputsOf({ own, tags }: MemberSettings): Inputs | undefined {
    this.#inputs ??= this.#roleInputs() ?? null;
    if (this.#inputs === null) return undefined;
    const inputs = [...this.#inputs];
    const isKnown =
      addInputs(own ?? AttrSet.empty, inputs) &&
      [...tags].every(([tag, settings]) => inputs.push(tag) > 0 && addInputs(settings, inputs));
    return isKnown ? inputs : undefined;
  }

  #roleInputs(): Inputs | undefined {
    const { interface: module, meta, settings, service } = this.#source;
    const inputs = schemaInputs(module, [meta, service]);
    if (inputs === undefined) return undefined;
    const all = [...inputs];
    return addInputs(settings, all) ? all : undefined;
  }
}

/** What the options of an interface come from: data, told by its text, and the module. Undefined when that cannot be told. */
export function schemaInputs(module: Slot, data: readonly Slot[]): Inputs | undefined {
  const inputs: unknown[] = [];
  try {
    inputs.push(...data.map((slot) => toJsonText(slot)));
  } catch (error) {
    if (isOfTheValue(error)) return undefined;
    throw error;
  }
  return addInputs(module, inputs) ? inputs : undefined;
}

function isOfTheValue(error: unknown): boolean {
  return error instanceof NixError && error.kind !== 'limit' && error.kind !== 'cancelled';
}

/** Adds what a module is made of, without the wrappers that name files. False when that cannot be told. */
function addInputs(module: Slot, inputs: unknown[]): boolean {
  try {
    const value = force(module);
    if (value instanceof AttrSet && isWrapper(value)) {
      const imports = forceList(value.get('imports') ?? null);
      inputs.push(imports.length);
      return imports.every((inner) => addInputs(inner, inputs));
    }
    // The same text may be a file that has changed since.
    if (value === null || typeof value !== 'object') return false;
    inputs.push(value);
    return true;
  } catch (error) {
    if (isOfTheValue(error)) return false;
    throw error;
  }
}

function isWrapper(set: AttrSet): boolean {
  return set.has('imports') && set.size === (set.has('_file') ? 2 : 1);
}

/**
 * Whether a value is data through and through. Then it is the same for whomever it was computed; what fails names the
 * machine that it failed for, and a function may.
 */
function isPlainData(slot: Slot): boolean {
  try {
    return isData(slot);
  } catch (error) {
    if (isOfTheValue(error)) return false;
    throw error;
  }
}

function isData(slot: Slot): boolean {
  const value = force(slot);
  if (value === null || typeof value !== 'object') return true;
  if (isList(value)) return value.every(isData);
  // A module among the settings carries a label with the option's path, which names the machine.
  if (!(value instanceof AttrSet) || value.has('_file')) return false;
  let isAllData = true;
  value.forEach((member) => {
    isAllData &&= isData(member);
  });
  return isAllData;
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
        if (!(value instanceof RoleMachines) || others.length > 0)
          return callFunction(slotAt(general, 'merge'), loc, definitions);
        const mapped = value.mapped((machine, settings) => members.member(machine, settings));
        inputsOfMembers.set(mapped, () => members.inputsOfAll(value));
        return mapped;
      }),
    }),
  );
  return mkOption({ type });
}

/** For the machines of a role that only Clan defines: what all of their settings come from. */
const inputsOfMembers = new WeakMap<AttrSet, () => Inputs | undefined>();

/**
 * What the settings of the machines of a role (`instances.<i>.roles.<r>.machines` of a service) come from: where it is the
 * very same as before, so are the settings. Undefined when that cannot be told. Throws NixError when there are none.
 */
export function settingsInputs(machines: Slot): Inputs | undefined {
  return inputsOfMembers.get(forceAttrs(machines))?.();
}

/** A set with the same names as members or machines, each value made when first asked for. */
export function mapMembers(set: Slot, map: (name: string, value: Slot) => Value): AttrSet {
  const base = forceAttrs(set);
  return new AttrSet(
    new OnDemandEntries(
      () => base.names(),
      (name) => base.has(name),
      (name) => lazy(() => map(name, base.get(name) ?? null)),
    ),
  );
}
