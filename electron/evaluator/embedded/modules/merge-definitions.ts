/** From the definitions of one option to its value: `mergeDefinitions` of nixpkgs, each step done when asked for. */
import { AttrSet, ConditionalValue, NixError, Thunk, force, lazy } from '../nix';
import type { Slot, Value } from '../nix';
import { fail, failAt, inContext } from './context';
import { Definition } from './definition';
import type { RawDefinition } from './definition';
import { discharge, filterOverrides, sortByOrder } from './discharge';
import type { Discharged } from './discharge';
import { typeOf } from './option-type';
import type { Loc, Merged, OptionType, Parts } from './option-type';
import { defaultOverridePriority } from './properties';
import { showDefs, showOption } from './show';
import { headErrorOf } from './type-helpers';

/** The definitions that count, not yet sorted, and the priority they have. */
interface FilteredDefinitions {
  readonly values: readonly Definition[];
  readonly highestPrio: bigint;
}

const filtering = 1;
const merging = 2;

/**
 * One option's (or one element's) definitions being merged, as `lib.modules.mergeDefinitions` does. Reading the value
 * throws NixError when there is none, or one of a wrong type. There are very many of these: no closures until needed.
 */
export class MergedDefinitions {
  #type: OptionType | undefined;
  #filtered: FilteredDefinitions | undefined;
  #sorted: readonly Definition[] | undefined;
  #merged: Merged | undefined;
  #parts: Parts | undefined;
  /** The steps that are running, as bits. */
  #busy = 0;
  /** The merged value. */
  readonly value: Thunk;

  constructor(
    readonly loc: Loc,
    private readonly givenType: Slot | OptionType,
    readonly raw: readonly RawDefinition[],
  ) {
    this.value = new Thunk(forceComputed, this);
  }

  get type(): OptionType {
    return (this.#type ??= isOptionType(this.givenType) ? this.givenType : typeOf(this.givenType));
  }

  private get filtered(): FilteredDefinitions {
    return (this.#filtered ??= this.once(filtering, () => filterDefinitions(this.raw)));
  }

  private get merged(): Merged {
    return (this.#merged ??= this.once(merging, () =>
      mergeFinal(this.loc, this.type, this.definitions, this.value),
    ));
  }

  /** Runs a step; one that needs its own result is infinite recursion. */
  private once<T>(step: number, compute: () => T): T {
    if ((this.#busy & step) !== 0) throw new NixError('infinite-recursion', 'infinite recursion encountered');
    this.#busy |= step;
    try {
      return compute();
    } finally {
      this.#busy &= ~step;
    }
  }

  /** The priority of the definitions that count. */
  get highestPrio(): bigint {
    return this.filtered.highestPrio;
  }

  /**
   * What is left after `mkIf`, priorities and orders. Sorting looks at the values, which asking for the priority must
   * not do, so it is a step of its own.
   */
  get definitions(): readonly Definition[] {
    return (this.#sorted ??= sortByOrder(this.filtered.values));
  }

  get isDefined(): boolean {
    return this.definitions.length > 0;
  }

  /** What is known about the value besides the value itself. */
  get valueMeta(): Slot {
    const { mergeV2 } = this.type;
    if (mergeV2 === undefined) return AttrSet.empty;
    const meta = this.merged.valueMeta;
    return lazy(() => withInternal(meta, this.type));
  }

  /** Where the parts of the value come from. Forces what it needs of the merge. */
  get parts(): Parts | undefined {
    if (this.type.mergeV2 !== undefined) return this.merged.parts;
    return (this.#parts ??= this.type.partsOf?.(this));
  }

  /** Every definition whose conditions hold, with its priority: also those that lost. */
  allDischarged(): Discharged[] {
    const all: Discharged[] = [];
    for (const definition of this.raw) discharge(definition, all);
    return all;
  }

  /** What {@link value} holds. */
  computeValue(): Slot {
    const { type, loc } = this;
    const undecided = type.mergeUndecided?.(loc, this.raw);
    if (undecided !== undefined) return undecided;
    if (!this.isDefined) {
      const empty = type.emptyValue;
      if (empty !== undefined) return empty;
      return fail(
        `The option \`${showOption(loc)}' was accessed but has no value defined. Try setting the option.`,
      );
    }
    if (type.mergeV2 !== undefined) {
      const error = this.merged.headError();
      if (error === undefined) return this.merged.value;
      return this.failType(`TypeError: ${error}`, this.invalidDefinitions());
    }
    const invalid = this.invalidDefinitions();
    if (invalid.length > 0) this.failType(`Definition values:${showDefs(invalid)}`, invalid);
    const value = type.merge(loc, this.definitions);
    return value instanceof ConditionalValue ? this.withWeaker(value) : value;
  }

  /** A value that only system Nix knows to be there; where it is not, definitions of less priority have the word. */
  private withWeaker(value: ConditionalValue): Slot {
    if (value.whenFalse !== undefined) return value;
    const best = this.highestPrio;
    const weaker = this.allDischarged().filter(({ priority }) => priority > best);
    if (weaker.length === 0) return value;
    const { loc, type } = this;
    return new ConditionalValue(
      value.condition,
      value.whenTrue,
      lazy(() => force(type.merge(loc, sortByOrder(filterOverrides(weaker).values)))),
    );
  }

  private invalidDefinitions(): readonly Definition[] {
    return this.definitions.filter((definition) => !this.type.check(definition.value));
  }

  private failType(reason: string, invalid: readonly Definition[]): never {
    failAt(
      `A definition for option \`${showOption(this.loc)}' is not of type \`${this.type.description}'. ${reason}`,
      invalid.length > 0 ? invalid : this.definitions,
    );
  }
}

function forceComputed(merged: MergedDefinitions): Value {
  return force(merged.computeValue());
}

function isOptionType(type: Slot | OptionType): type is OptionType {
  return typeof type === 'object' && type !== null && 'getSubOptions' in type;
}

function filterDefinitions(raw: readonly RawDefinition[]): FilteredDefinitions {
  const only = raw[0];
  if (raw.length === 1 && only !== undefined && only.wraps.length === 0) {
    const value = inContext(
      () => `while evaluating definitions from \`${only.file}':`,
      () => force(only.value),
    );
    if (!(value instanceof AttrSet && (value.has('_type') || value instanceof ConditionalValue))) {
      const definition = new Definition(only.file, value, only.holder, only.isDefault);
      return { values: [definition], highestPrio: defaultOverridePriority };
    }
  }
  const all: Discharged[] = [];
  for (const definition of raw) {
    inContext(
      () => `while evaluating definitions from \`${definition.file}':`,
      () => discharge(definition, all),
    );
  }
  return filterOverrides(all);
}

function mergeFinal(loc: Loc, type: OptionType, definitions: readonly Definition[], value: Slot): Merged {
  if (type.mergeV2 !== undefined) return type.mergeV2(loc, definitions);
  return {
    headError: () => headErrorOf((item) => type.check(item), definitions),
    value,
    valueMeta: AttrSet.empty,
  };
}

function withInternal(meta: Slot, type: OptionType): AttrSet {
  const forced = force(meta);
  const entries = new Map(forced instanceof AttrSet ? forced.entries : []);
  entries.set('_internal', AttrSet.of({ type: type.set }));
  return new AttrSet(entries);
}
