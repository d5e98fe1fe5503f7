/**
 * Option types. To Nix code a type is an attribute set that follows a protocol (`check`, `merge`, `getSubOptions`,
 * …); users make their own with `mkOptionType` and change given ones with `//`. Native types additionally carry a
 * TypeScript implementation, found through a WeakMap, so that merging with them never leaves TypeScript; a set
 * changed with `//` is another set and is then used through the protocol, which gives the same answers.
 */
import {
  AttrSet,
  NixError,
  PrimOp,
  SymbolicValue,
  callFunction,
  force,
  forceAttrs,
  forceBool,
  forceList,
  isString,
  lazy,
} from '../nix';
import type { Slot, Value } from '../nix';
import { textOf } from '../lib/value-tests';
import type { Configuration } from './api';
import { fail } from './context';
import { attribute } from './discharge';
import { definitionsFromSlot, definitionToSet, locFromSlot } from './definition';
import type { Definition, RawDefinition } from './definition';
import { LazyEntries } from './lazy-entries';
import type { MergedDefinitions } from './merge-definitions';
import { showOption } from './show';

/** A path of option names. */
export type Loc = readonly string[];

/** Where the parts of a merged value came from; for provenance. */
export type Parts =
  | { readonly kind: 'elements'; readonly elements: ReadonlyMap<string, MergedDefinitions> }
  | { readonly kind: 'list'; readonly elements: readonly MergedDefinitions[] }
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'same'; readonly merged: MergedDefinitions };

/**
 * What a v2 merge (`merge.v2` of `lib.types.mkOptionType`) gives: the type error of the value's head if any, the
 * value, and what is known about it.
 */
export interface Merged {
  readonly headError: () => string | undefined;
  readonly value: Slot;
  /** Without `_internal`, which the caller adds. */
  readonly valueMeta: Slot;
  readonly parts?: Parts | undefined;
}

/**
 * A type as TypeScript code uses it: the protocol of `lib.types.mkOptionType`. Its members throw what the type written
 * in Nix throws, as NixError.
 */
export interface OptionType {
  /** The type as Nix code sees it. */
  readonly set: AttrSet;
  readonly name: string;
  readonly description: string;
  readonly descriptionClass: string | undefined;
  check(value: Slot): boolean;
  merge(loc: Loc, definitions: readonly Definition[]): Slot;
  /** The newer merge; absent for types that only have `merge`. */
  readonly mergeV2: ((loc: Loc, definitions: readonly Definition[]) => Merged) | undefined;
  /** The value of an option without definitions, if the type has one. */
  readonly emptyValue: Slot | undefined;
  getSubOptions(prefix: Loc): Slot;
  /** The modules of a submodule type, null for types without. */
  readonly subModules: readonly Slot[] | null;
  substSubModules(modules: Slot): Slot;
  /** Why the type should not be used any more. */
  readonly deprecationMessage: string | undefined;
  /** The parts of a merged value, for provenance; only asked for types without `mergeV2`. */
  partsOf?(merged: MergedDefinitions): Parts | undefined;
  /** The value where it can be told before conditions are decided (ours). */
  mergeUndecided?(loc: Loc, raw: readonly RawDefinition[]): Slot | undefined;
}

/** What a native type says about itself; what is left out is what `lib.types.mkOptionType` defaults to. */
export interface NativeType {
  readonly name: string;
  readonly description: string | (() => string);
  readonly descriptionClass?: string | undefined;
  readonly check: (value: Slot) => boolean;
  readonly merge?: ((loc: Loc, definitions: readonly Definition[]) => Slot) | undefined;
  readonly mergeV2?: ((loc: Loc, definitions: readonly Definition[]) => Merged) | undefined;
  /** Or a function that gives it, for types that take over what another type says. */
  readonly emptyValue?: Slot | (() => Slot | undefined) | undefined;
  readonly getSubOptions?: ((prefix: Loc) => Slot) | undefined;
  readonly subModules?: (() => readonly Slot[] | null) | undefined;
  readonly substSubModules?: ((modules: Slot) => Slot) | undefined;
  /** `payload` and how two payloads join (null: they do not); absent for types that merge with their like as is. */
  readonly functor?: NativeFunctor | undefined;
  /** Overrides how the type merges with another's functor. */
  readonly typeMerge?: ((functor: AttrSet) => Slot) | undefined;
  readonly nestedTypes?: Slot | undefined;
  readonly deprecationMessage?: string | undefined;
  readonly partsOf?: ((merged: MergedDefinitions) => Parts | undefined) | undefined;
  /** The value where it can be told before conditions are decided. */
  readonly mergeUndecided?: ((loc: Loc, raw: readonly RawDefinition[]) => Slot | undefined) | undefined;
  /** Attributes shown to Nix code instead of the ones made from this. */
  readonly attributes?: ReadonlyMap<string, Slot> | undefined;
}

/** How declarations of the same type in several places become one: `functor` of `lib.types.mkOptionType`. */
export interface NativeFunctor {
  readonly name?: string | undefined;
  readonly payload: Slot;
  /** The type for a payload. */
  readonly type: Slot;
  /** The joined payload, or null. */
  readonly binOp: (left: AttrSet, right: AttrSet) => Value;
}

const protocolTypes = new WeakMap<AttrSet, OptionType>();

/** The type behind a slot that should hold one. Throws NixError when it holds something else. */
export function typeOf(slot: Slot): OptionType {
  const set = forceAttrs(slot);
  if (set instanceof TypeSet) return set.type;
  if (set instanceof SymbolicValue) return typeOf(standIn);
  const known = protocolTypes.get(set);
  if (known !== undefined) return known;
  const foreign = new ProtocolType(set);
  protocolTypes.set(set, foreign);
  return foreign;
}

let standIn: Slot = null;

/** Names the type that stands for types which only system Nix knows, such as `(pkgs.formats.json { }).type`. */
export function standForSymbolicTypes(type: AttrSet): void {
  standIn = type;
}

/** A type's set, which knows its implementation. */
class TypeSet extends AttrSet {
  constructor(
    entries: ReadonlyMap<string, Slot>,
    readonly makeType: (set: AttrSet) => OptionType,
  ) {
    super(entries);
  }

  #type: OptionType | undefined;

  get type(): OptionType {
    return (this.#type ??= this.makeType(this));
  }
}

/** Makes a type: its set for Nix code, and its native implementation behind that. */
export function makeNativeType(spec: NativeType): AttrSet {
  const set: AttrSet = new TypeSet(
    new LazyEntries(() => typeEntries(spec, set)),
    (own) => new ImplementedType(own, spec),
  );
  return set;
}

function typeEntries(spec: NativeType, set: AttrSet): Map<string, Slot> {
  const description = spec.description;
  const getSubOptions = (prefix: Slot): Value =>
    force(spec.getSubOptions?.(locFromSlot(prefix)) ?? AttrSet.empty);
  const substSubModules = (modules: Slot): Value => force(spec.substSubModules?.(modules) ?? null);
  const entries = new Map<string, Slot>([
    ['_type', 'option-type'],
    ['name', spec.name],
    ['description', typeof description === 'string' ? description : lazy(description)],
    ['descriptionClass', spec.descriptionClass ?? null],
    ['check', checkValue(spec)],
    ['merge', mergeValue(spec)],
    ['emptyValue', emptyValueSet(spec)],
    ['getSubOptions', new PrimOp('getSubOptions', 1, getSubOptions)],
    ['getSubModules', spec.subModules === undefined ? null : lazy(spec.subModules)],
    ['substSubModules', new PrimOp('substSubModules', 1, substSubModules)],
    ['typeMerge', new PrimOp('typeMerge', 1, (functor) => typeMerge(spec, set, forceAttrs(functor)))],
    ['deprecationMessage', spec.deprecationMessage ?? null],
    ['nestedTypes', spec.nestedTypes ?? AttrSet.empty],
    ['functor', lazy(() => functorSet(spec, set))],
  ]);
  for (const [name, value] of spec.attributes ?? []) entries.set(name, value);
  return entries;
}

function emptyValueOf(spec: NativeType): Slot | undefined {
  return typeof spec.emptyValue === 'function' ? spec.emptyValue() : spec.emptyValue;
}

function emptyValueSet(spec: NativeType): Slot {
  if (spec.emptyValue === undefined) return AttrSet.empty;
  return lazy(() => {
    const value = emptyValueOf(spec);
    return value === undefined ? AttrSet.empty : AttrSet.of({ value });
  });
}

function checkValue(spec: NativeType): Slot {
  const check = new PrimOp('check', 1, (value) => spec.check(value));
  if (spec.mergeV2 === undefined) return check;
  const functor = new PrimOp('check', 2, (_self, value) => spec.check(value));
  return AttrSet.of({ __functor: functor, isV2MergeCoherent: true });
}

function mergeValue(spec: NativeType): Slot {
  const { merge, mergeV2 } = spec;
  if (mergeV2 === undefined) {
    return new PrimOp('merge', 2, (loc, definitions) =>
      force(merge === undefined ? null : merge(locFromSlot(loc), definitionsFromSlot(definitions))),
    );
  }
  const v2 = new PrimOp('v2', 1, (argument) => {
    const set = forceAttrs(argument);
    const loc = locFromSlot(attribute(set, 'loc'));
    return mergedToSet(mergeV2(loc, definitionsFromSlot(attribute(set, 'defs'))));
  });
  const functor = new PrimOp('merge', 3, (_self, loc, definitions) =>
    force(mergeV2(locFromSlot(loc), definitionsFromSlot(definitions)).value),
  );
  return AttrSet.of({ __functor: functor, v2 });
}

const mergedOfSet = new WeakMap<AttrSet, Merged>();

/**
 * The result of a v2 merge (`merge.v2` of `lib.types.mkOptionType`) as Nix code sees it: `{ headError, value,
 * valueMeta }`.
 */
export function mergedToSet(merged: Merged): AttrSet {
  const set = AttrSet.of({
    headError: lazy(() => {
      const message = merged.headError();
      return message === undefined ? null : AttrSet.of({ message });
    }),
    value: merged.value,
    valueMeta: merged.valueMeta,
  });
  mergedOfSet.set(set, merged);
  return set;
}

function mergedFromSlot(slot: Slot): Merged {
  const set = forceAttrs(slot);
  const known = mergedOfSet.get(set);
  if (known !== undefined) return known;
  return {
    headError: () => {
      const error = force(attribute(set, 'headError'));
      return error === null ? undefined : textOf(attribute(forceAttrs(error), 'message'));
    },
    value: lazy(() => force(attribute(set, 'value'))),
    valueMeta: lazy(() => force(attribute(set, 'valueMeta'))),
  };
}

function functorSet(spec: NativeType, set: AttrSet): AttrSet {
  const functor = spec.functor;
  if (functor === undefined) {
    return AttrSet.of({
      name: spec.name,
      type: set,
      payload: null,
      binOp: new PrimOp('binOp', 2, () => null),
    });
  }
  return AttrSet.of({
    name: functor.name ?? spec.name,
    type: functor.type,
    payload: functor.payload,
    binOp: new PrimOp('binOp', 2, (left, right) => functor.binOp(forceAttrs(left), forceAttrs(right))),
  });
}

function typeMerge(spec: NativeType, set: AttrSet, other: AttrSet): Value {
  if (spec.typeMerge !== undefined) return force(spec.typeMerge(other));
  return defaultTypeMerge(forceAttrs(attribute(set, 'functor')), other);
}

/** `lib.types.defaultTypeMerge`: two functors of the same name join by their payloads; others do not join (null). */
export function defaultTypeMerge(functor: AttrSet, other: AttrSet): Value {
  if (textOf(attribute(functor, 'name')) !== textOf(attribute(other, 'name'))) return null;
  const payload = force(attribute(functor, 'payload'));
  if (payload === null) return force(attribute(functor, 'type'));
  const joined = callFunction(attribute(functor, 'binOp'), payload, attribute(other, 'payload'));
  return joined === null ? null : callFunction(attribute(functor, 'type'), joined);
}

/** A native type in use: everything straight from its implementation. */
class ImplementedType implements OptionType {
  readonly mergeV2: OptionType['mergeV2'];
  readonly partsOf: OptionType['partsOf'];
  readonly mergeUndecided: OptionType['mergeUndecided'];

  constructor(
    readonly set: AttrSet,
    private readonly spec: NativeType,
  ) {
    this.mergeV2 = spec.mergeV2;
    if (spec.partsOf !== undefined) this.partsOf = spec.partsOf;
    if (spec.mergeUndecided !== undefined) this.mergeUndecided = spec.mergeUndecided;
  }

  get name(): string {
    return this.spec.name;
  }

  get description(): string {
    return typeof this.spec.description === 'string' ? this.spec.description : this.spec.description();
  }

  get descriptionClass(): string | undefined {
    return this.spec.descriptionClass;
  }

  /** What only system Nix knows is taken for a value of the type. */
  check(value: Slot): boolean {
    try {
      if (this.spec.check(value)) return true;
    } catch (error) {
      if (error instanceof NixError && error.kind === 'needs-system-nix') return true;
      throw error;
    }
    return force(value) instanceof SymbolicValue;
  }

  merge(loc: Loc, definitions: readonly Definition[]): Slot {
    if (this.spec.mergeV2 !== undefined) return this.spec.mergeV2(loc, definitions).value;
    return this.spec.merge?.(loc, definitions) ?? null;
  }

  get emptyValue(): Slot | undefined {
    return emptyValueOf(this.spec);
  }

  getSubOptions(prefix: Loc): Slot {
    return this.spec.getSubOptions?.(prefix) ?? AttrSet.empty;
  }

  get subModules(): readonly Slot[] | null {
    return this.spec.subModules?.() ?? null;
  }

  substSubModules(modules: Slot): Slot {
    return this.spec.substSubModules?.(modules) ?? null;
  }

  get deprecationMessage(): string | undefined {
    const carried = this.spec.attributes?.get('deprecationMessage');
    return carried === undefined ? this.spec.deprecationMessage : textOf(carried);
  }
}

/** A type that is only known by its attributes. */
class ProtocolType implements OptionType {
  constructor(readonly set: AttrSet) {}

  get name(): string {
    return textOf(attribute(this.set, 'name')) ?? '';
  }

  get description(): string {
    return textOf(attribute(this.set, 'description')) ?? '';
  }

  get descriptionClass(): string | undefined {
    const slot = this.set.get('descriptionClass');
    const value = slot === undefined ? null : force(slot);
    return isString(value) ? textOf(value) : undefined;
  }

  check(value: Slot): boolean {
    return forceBool(callFunction(attribute(this.set, 'check'), value));
  }

  merge(loc: Loc, definitions: readonly Definition[]): Slot {
    return callFunction(attribute(this.set, 'merge'), loc, definitions.map(definitionToSet));
  }

  get mergeV2(): OptionType['mergeV2'] {
    const merge = force(attribute(this.set, 'merge'));
    const v2 = merge instanceof AttrSet ? merge.get('v2') : undefined;
    if (v2 === undefined) return undefined;
    return (loc, definitions) => {
      const argument = AttrSet.of({ loc, defs: definitions.map(definitionToSet) });
      const merged = mergedFromSlot(callFunction(v2, argument));
      this.requireCoherence(loc);
      return merged;
    };
  }

  /** A v2 merge does its own checking, so a `check` replaced with `//` would silently not be asked. */
  private requireCoherence(loc: Loc): void {
    const check = force(attribute(this.set, 'check'));
    const mark = check instanceof AttrSet ? check.get('isV2MergeCoherent') : undefined;
    if (mark !== undefined && force(mark) === true) return;
    fail(
      `The option \`${showOption(loc)}' has a type \`${this.description}' with a \`type // { check = ...; }' override, ` +
        "which does not work with a v2 merge. Use `lib.types.addCheck' to check more.",
    );
  }

  get emptyValue(): Slot | undefined {
    return forceAttrs(attribute(this.set, 'emptyValue')).get('value');
  }

  getSubOptions(prefix: Loc): Slot {
    return callFunction(attribute(this.set, 'getSubOptions'), prefix);
  }

  get subModules(): readonly Slot[] | null {
    const modules = force(this.set.get('getSubModules') ?? null);
    return modules === null ? null : forceList(modules);
  }

  substSubModules(modules: Slot): Slot {
    return callFunction(attribute(this.set, 'substSubModules'), modules);
  }

  get deprecationMessage(): string | undefined {
    const message = this.set.get('deprecationMessage');
    return message === undefined ? undefined : textOf(message);
  }
}
