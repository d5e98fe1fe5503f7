/**
 * Definitions on their way to a value. A {@link RawDefinition} still carries its properties; pushing down through
 * option groups collects the properties met on the way in a chain instead of building sets (`mkIf c { a = 1; }` gives
 * `a` the value 1 and the chain [if c]). A {@link Definition} is without properties. Both remember the set that
 * holds the attribute, so that its place in the source can be looked up when somebody asks where a value is from.
 */
import { AttrSet, ConditionalValue, NixError, force, forceAttrs, forceList, forceString } from '../nix';
import type { Slot, Span, SymbolicValue } from '../nix';
import { looseText } from '../lib/text';
import { defaultOrderPriority, mkIf, mkOverride } from './properties';

/** A property met on the way down, outermost first. */
export type Wrap =
  { readonly kind: 'if'; readonly condition: Slot } | { readonly kind: 'override'; readonly priority: Slot };

/** Where an attribute is written: the set that holds it, and its name there. */
export interface Holder {
  readonly set: AttrSet;
  readonly name: string;
}

/** A definition whose properties have not been looked at: what `lib.modules.dischargeProperties` begins with. */
export class RawDefinition {
  constructor(
    readonly file: string,
    readonly value: Slot,
    readonly holder?: Holder | undefined,
    readonly wraps: readonly Wrap[] = noWraps,
    /** The default that the option's declaration gives. */
    readonly isDefault = false,
  ) {}

  /** Where it is written in Nix source, if it is. */
  get span(): Span | undefined {
    return this.holder?.set.positionOf(this.holder.name);
  }

  /** The value as Nix would see it, with the collected properties around it. */
  wrapped(): Slot {
    return wrapValue(this.wraps, this.value, 0);
  }
}

/** The properties of a definition that has none. */
export const noWraps: readonly Wrap[] = [];

/** The value inside the properties from `start` on. */
export function wrapValue(wraps: readonly Wrap[], value: Slot, start: number): Slot {
  let result = value;
  for (let index = wraps.length - 1; index >= start; index--) {
    const wrap = wraps[index];
    if (wrap === undefined) continue;
    result =
      wrap.kind === 'if'
        ? mkIf(wrap.condition, result)
        : AttrSet.of({ _type: 'override', priority: wrap.priority, content: result });
  }
  return result;
}

const noConditions: readonly SymbolicValue[] = [];

/** A definition without properties, as `merge` of `lib.types.mkOptionType` gets it. */
export class Definition {
  constructor(
    readonly file: string,
    readonly value: Slot,
    readonly holder?: Holder | undefined,
    readonly isDefault = false,
    /** From `mkOrder`; absent for the default. */
    readonly order?: bigint | undefined,
    /** The set given by the user where there is one (`mkDefinition`), which may have more attributes. */
    readonly original?: AttrSet | undefined,
    /** The conditions of `mkIf` around it that only system Nix knows; empty for nearly all. */
    readonly conditions: readonly SymbolicValue[] = noConditions,
  ) {}

  /** The same definition with another value, from the same place. */
  withValue(value: Slot): Definition {
    return new Definition(
      this.file,
      value,
      this.holder,
      this.isDefault,
      this.order,
      undefined,
      this.conditions,
    );
  }

  /** The conditions as properties, for the parts of the value. */
  get wraps(): readonly Wrap[] {
    if (this.conditions.length === 0) return noWraps;
    return this.conditions.map((condition) => ({ kind: 'if', condition }));
  }

  /** The value with its conditions around it, for what merges it as a module. */
  get guardedValue(): Slot {
    return wrapValue(this.wraps, this.value, 0);
  }

  /** The value with its conditions in it: a value that is there only if they hold. */
  get conditionalValue(): Slot {
    return this.conditions.reduceRight<Slot>(
      (value, condition) => new ConditionalValue(condition, value, undefined),
      this.value,
    );
  }

  /** Where it is written in Nix source, if it is. */
  get span(): Span | undefined {
    return this.holder?.set.positionOf(this.holder.name);
  }

  get orderOrDefault(): bigint {
    return this.order ?? defaultOrderPriority;
  }
}

/** Sets made from definitions, back to the definition: a round trip through Nix code keeps the place. */
const definitionOfSet = new WeakMap<AttrSet, Definition>();
const setOfDefinition = new WeakMap<Definition, AttrSet>();

/**
 * The definition as `merge` of `lib.types.mkOptionType` gets it: `{ file, value }`, with `priority` when it has an
 * order.
 */
export function definitionToSet(definition: Definition): AttrSet {
  const known = definition.original ?? setOfDefinition.get(definition);
  if (known !== undefined) return known;
  const entries = new Map<string, Slot>([
    ['file', definition.file],
    ['value', definition.value],
  ]);
  if (definition.order !== undefined) entries.set('priority', definition.order);
  const set = new AttrSet(entries);
  definitionOfSet.set(set, definition);
  setOfDefinition.set(definition, set);
  return set;
}

/** The definition behind a set `{ file, value }` that Nix code hands over. Throws NixError without `value`. */
export function definitionFromSlot(slot: Slot): Definition {
  const set = forceAttrs(slot);
  const known = definitionOfSet.get(set);
  if (known !== undefined) return known;
  const file = set.get('file');
  const value = set.get('value');
  if (value === undefined) throw new NixError('missing-attribute', "attribute 'value' missing");
  const definition = new Definition(
    file === undefined ? '<unknown-file>' : looseText(file),
    value,
    undefined,
    false,
    undefined,
    set,
  );
  definitionOfSet.set(set, definition);
  return definition;
}

/** A list of definitions that Nix code hands over. Throws NixError for what is no list of them. */
export function definitionsFromSlot(slot: Slot): Definition[] {
  return forceList(slot).map(definitionFromSlot);
}

/** An option path that Nix code hands over. Throws NixError for what is no list of strings. */
export function locFromSlot(slot: Slot): string[] {
  return forceList(slot).map((part) => forceString(part));
}

/** The set that has `name` as its only attribute, written where the definition was. */
export function singleton(name: string, value: Slot, span?: Span): AttrSet {
  const entries = new Map([[name, value]]);
  return span === undefined ? new AttrSet(entries) : new AttrSet(entries, new Map([[name, span]]));
}

/** Whether forcing gives a set. */
export function isSet(slot: Slot): boolean {
  return force(slot) instanceof AttrSet;
}

/**
 * The default of an option declaration as the definition that `lib.modules.evalOptionValue` adds, at priority 1500
 * (clan-semantics 3.2); undefined without a default.
 */
export function defaultDefinition(file: string, declaration: AttrSet): RawDefinition | undefined {
  const value = declaration.get('default');
  if (value === undefined) return undefined;
  return new RawDefinition(file, mkOverride(1500n, value), { set: declaration, name: 'default' }, [], true);
}
