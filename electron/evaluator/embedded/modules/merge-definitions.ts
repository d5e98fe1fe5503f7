/** From the definitions of one option to its value: `mergeDefinitions` of nixpkgs, each step done when asked for. */
import { AttrSet, force, lazy } from '../nix';
import type { Slot, Thunk } from '../nix';
import { fail, inContext } from './context';
import { Definition } from './definition';
import type { RawDefinition } from './definition';
import { discharge, filterOverrides, sortByOrder } from './discharge';
import type { Discharged } from './discharge';
import { Memo } from './memo';
import { headErrorOf, typeOf } from './option-type';
import type { Loc, Merged, OptionType, Parts } from './option-type';
import { defaultOverridePriority } from './properties';
import { showDefs, showOption } from './show';

/** The definitions that count, not yet sorted, and the priority they have. */
interface FilteredDefinitions {
  readonly values: readonly Definition[];
  readonly highestPrio: bigint;
}

/** One option's (or one element's) definitions being merged. */
export class MergedDefinitions {
  readonly #filtered: Memo<FilteredDefinitions>;
  /** Apart from filtering, because looking for orders looks at the values and asking for the priority must not. */
  readonly #sorted: Memo<readonly Definition[]>;
  readonly #type: Memo<OptionType>;
  readonly #merged: Memo<Merged>;
  /** The merged value. */
  readonly value: Thunk;

  constructor(
    readonly loc: Loc,
    type: Slot | OptionType,
    readonly raw: readonly RawDefinition[],
  ) {
    this.#type = new Memo(() => (isOptionType(type) ? type : typeOf(type)));
    this.#filtered = new Memo(() => filterDefinitions(this.raw));
    this.#sorted = new Memo(() => sortByOrder(this.#filtered.get().values));
    this.#merged = new Memo(() => mergeFinal(this.loc, this.type, this.definitions, () => this.value));
    this.value = lazy(() => force(this.computeValue()));
  }

  get type(): OptionType {
    return this.#type.get();
  }

  /** The priority of the definitions that count. */
  get highestPrio(): bigint {
    return this.#filtered.get().highestPrio;
  }

  /** What is left after `mkIf`, priorities and orders. */
  get definitions(): readonly Definition[] {
    return this.#sorted.get();
  }

  get isDefined(): boolean {
    return this.definitions.length > 0;
  }

  /** What is known about the value besides the value itself. */
  get valueMeta(): Slot {
    const { mergeV2 } = this.type;
    if (mergeV2 === undefined) return AttrSet.empty;
    const meta = this.#merged.get().valueMeta;
    return lazy(() => withInternal(meta, this.type));
  }

  /** Where the parts of the value come from. Forces what it needs of the merge. */
  get parts(): Parts | undefined {
    if (this.type.mergeV2 !== undefined) return this.#merged.get().parts;
    return this.type.partsOf?.(this);
  }

  /** Every definition whose conditions hold, with its priority: also those that lost. */
  allDischarged(): Discharged[] {
    const all: Discharged[] = [];
    for (const definition of this.raw) discharge(definition, all);
    return all;
  }

  private computeValue(): Slot {
    const { type, loc } = this;
    if (!this.isDefined) {
      const empty = type.emptyValue;
      if (empty !== undefined) return empty;
      return fail(`The option \`${showOption(loc)}' was accessed but has no value defined. Try setting the option.`);
    }
    if (type.mergeV2 !== undefined) {
      const merged = this.#merged.get();
      const error = merged.headError();
      if (error !== undefined) {
        fail(`A definition for option \`${showOption(loc)}' is not of type \`${type.description}'. TypeError: ${error}`);
      }
      return merged.value;
    }
    const invalid = this.definitions.filter((definition) => !type.check(definition.value));
    if (invalid.length > 0) {
      fail(
        `A definition for option \`${showOption(loc)}' is not of type \`${type.description}'. ` +
          `Definition values:${showDefs(invalid)}`,
      );
    }
    return type.merge(loc, this.definitions);
  }
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
    if (!(value instanceof AttrSet && value.has('_type'))) {
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

function mergeFinal(loc: Loc, type: OptionType, definitions: readonly Definition[], value: () => Slot): Merged {
  if (type.mergeV2 !== undefined) return type.mergeV2(loc, definitions);
  return { headError: () => headErrorOf((item) => type.check(item), definitions), value: value(), valueMeta: AttrSet.empty };
}

function withInternal(meta: Slot, type: OptionType): AttrSet {
  const forced = force(meta);
  const entries = new Map(forced instanceof AttrSet ? forced.entries : []);
  entries.set('_internal', AttrSet.of({ type: type.set }));
  return new AttrSet(entries);
}
