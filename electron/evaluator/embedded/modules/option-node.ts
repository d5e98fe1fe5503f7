/** One option of an evaluation: its declaration, its definitions, its value. `evalOptionValue` of nixpkgs. */
import { AttrSet, NixError, PrimOp, Thunk, callFunction, force, forceList, lazy } from '../nix';
import type { Slot, Span, Value } from '../nix';
import { textOf } from '../lib/value-tests';
import { failAt } from './context';
import { definitionToSet } from './definition';
import type { RawDefinition } from './definition';
import { OverlayEntries } from './lazy-entries';
import { MergedDefinitions } from './merge-definitions';
import { declarationFields } from './option-declarations';
import type { Declaration } from './option-declarations';
import { OptionShape } from './option-shape';
import type { Loc } from './option-type';
import type { TreeContext } from './option-tree';
import { showDefs, showFiles, showOption } from './show';

/**
 * An option with its value, as `lib.modules.evalOptionValue` gives it. Everything about it is computed when first
 * asked for, and throws NixError then. There are very many of these: no closures until needed.
 */
export class OptionNode {
  /** The final value, after `apply`. */
  readonly value: Thunk;
  #merged: MergedDefinitions | undefined;
  #declaration: AttrSet | undefined;
  #set: AttrSet | undefined;

  constructor(
    private readonly context: TreeContext,
    readonly loc: Loc,
    readonly shape: OptionShape,
    /** Absent where the declaration is a set that has its place already. */
    private readonly declarations: readonly Declaration[] | undefined,
    /** Asked for late: looking at a declaration must not look at definitions, which may depend on it. */
    private readonly definitions: () => readonly RawDefinition[],
  ) {
    this.value = new Thunk(forceValue, this);
    const { deprecation } = shape;
    if (deprecation !== undefined) this.warnOfDeprecation(deprecation);
  }

  /** The option behind a declaration that has its type already, as `evalOptionValue` takes it. */
  static of(
    context: TreeContext,
    loc: Loc,
    declaration: AttrSet,
    definitions: () => readonly RawDefinition[],
  ): OptionNode {
    return new OptionNode(context, loc, new OptionShape(declaration), undefined, definitions);
  }

  /** The same option with one more definition, which comes after all others. */
  with(definition: RawDefinition): OptionNode {
    const definitions = (): readonly RawDefinition[] => [...this.definitions(), definition];
    return new OptionNode(this.context, this.loc, this.shape, this.declarations, definitions);
  }

  /** The declaration, with its final type. */
  get declaration(): AttrSet {
    const { declarations } = this;
    if (declarations === undefined) return this.shape.set;
    return (this.#declaration ??= declarationFields(this.shape.set, this.loc, declarations));
  }

  /** The definitions being merged. Throws when a read-only option is defined several times. */
  get merged(): MergedDefinitions {
    return (this.#merged ??= this.merge());
  }

  /** The option as `options` shows it. */
  get set(): AttrSet {
    return (this.#set ??= this.makeSet());
  }

  /** What {@link value} holds. */
  computeValue(): Value {
    try {
      const merged = this.merged;
      const { apply } = this.shape;
      const value =
        apply === undefined ? merged.value.force() : callFunction(apply, new Thunk(forceMerged, merged));
      if (this.definitions().length === 0) this.shape.settle(value);
      return value;
    } catch (error) {
      this.context.failures.add(this.loc);
      if (error instanceof NixError) {
        error.addFrame(
          `while evaluating the option \`${showOption(this.loc)}':`,
          declarationSpan(this.shape.set),
        );
      }
      throw error;
    }
  }

  private merge(): MergedDefinitions {
    const given = this.definitions();
    const fallback = this.shape.defaultDefinition;
    const all = fallback === undefined ? given : [fallback, ...given];
    if (all.length > 1 && this.shape.isReadOnly) this.failReadOnly(all);
    return new MergedDefinitions(this.loc, this.shape.type, all);
  }

  private failReadOnly(all: readonly RawDefinition[]): never {
    const shown = all.map((definition) => ({
      file: definition.file,
      value: new MergedDefinitions(this.loc, this.shape.type, [definition]).value,
    }));
    return failAt(
      `The option \`${showOption(this.loc)}' is read-only, but it's set multiple times. Definition values:${showDefs(shown)}`,
      all.filter((definition) => !definition.isDefault),
    );
  }

  private makeSet(): AttrSet {
    const later = (compute: () => Value): Slot => lazy(compute);
    const entries = new Map<string, Slot>([
      ['value', this.value],
      ['highestPrio', later(() => this.merged.highestPrio)],
      ['definitions', later(() => this.merged.definitions.map((definition) => definition.value))],
      ['files', later(() => this.merged.definitions.map((definition) => definition.file))],
      ['definitionsWithLocations', later(() => this.merged.definitions.map(definitionToSet))],
      ['isDefined', later(() => this.merged.isDefined)],
      ['valueMeta', later(() => force(this.merged.valueMeta))],
      ['__toString', new PrimOp('__toString', 1, () => showOption(this.loc))],
    ]);
    const { declaration } = this;
    return new AttrSet(new OverlayEntries(declaration.entries, entries), () => declaration.positions);
  }

  private warnOfDeprecation(message: string): void {
    const declared = this.declaration.get('declarations');
    const files = declared === undefined ? [] : forceList(declared).map((file) => textOf(file) ?? '');
    this.context.warn(
      `The type \`types.${this.shape.type.name}' of option \`${showOption(this.loc)}' defined in ${showFiles(files)} is deprecated. ${message}`,
    );
  }
}

function forceValue(option: OptionNode): Value {
  return option.computeValue();
}

function forceMerged(merged: MergedDefinitions): Value {
  return merged.value.force();
}

/** Where the option is declared: the place of one of its fields. */
function declarationSpan(declaration: AttrSet): Span | undefined {
  return ['type', 'description', 'default']
    .map((field) => declaration.positionOf(field))
    .find((span) => span !== undefined);
}
