/** One option of an evaluation: its joined declaration, its definitions, its value. */
import { AttrSet, NixError, PrimOp, callFunction, force, forceList, lazy } from '../nix';
import type { Slot, Span, Thunk } from '../nix';
import { textOf } from '../lib/value-tests';
import { failAt, inContext } from './context';
import { definitionToSet, defaultDefinition } from './definition';
import type { RawDefinition } from './definition';
import { attribute } from './discharge';
import { OverlayEntries } from './lazy-entries';
import { Memo } from './memo';
import { MergedDefinitions } from './merge-definitions';
import { fixupOptionType, mergeOptionDecls } from './option-declarations';
import type { Declaration } from './option-declarations';
import { typeOf } from './option-type';
import type { Loc } from './option-type';
import type { TreeContext } from './option-tree';
import { showDefs, showFiles, showOption } from './show';

/** An option: everything about it is computed when first asked for. */
export class OptionNode {
  readonly #declaration: Memo<AttrSet>;
  readonly #evaluated: Memo<EvaluatedOption>;

  constructor(
    context: TreeContext,
    loc: Loc,
    declarations: readonly Declaration[],
    definitions: () => readonly RawDefinition[],
  ) {
    this.#declaration = new Memo(() =>
      fixupOptionType(mergeOptionDecls(loc, declarations), context.unspecified),
    );
    this.#evaluated = new Memo(() => new EvaluatedOption(context, loc, this.declaration, definitions));
  }

  /** The declaration, with its final type. */
  get declaration(): AttrSet {
    return this.#declaration.get();
  }

  get evaluated(): EvaluatedOption {
    return this.#evaluated.get();
  }
}

/** `evalOptionValue`: a declaration and definitions, and what they give. */
export class EvaluatedOption {
  /** The final value, after `apply`. */
  readonly value: Thunk;
  readonly #merged: Memo<MergedDefinitions>;
  #set: AttrSet | undefined;

  constructor(
    context: TreeContext,
    readonly loc: Loc,
    readonly declaration: AttrSet,
    /** Asked for late: looking at a declaration must not look at definitions, which may depend on it. */
    definitions: () => readonly RawDefinition[],
  ) {
    const type = attribute(declaration, 'type');
    this.#merged = new Memo(() => {
      const all = withDefault(declaration, definitions());
      if (all.length > 1 && isReadOnly(declaration)) this.failReadOnly(type, all);
      return new MergedDefinitions(loc, type, all);
    });
    this.value = lazy(() =>
      inContext(
        () => `while evaluating the option \`${showOption(loc)}':`,
        () => this.computeValue(),
        () => declarationSpan(declaration),
      ),
    );
    warnOfDeprecation(context, loc, declaration);
  }

  /** The definitions being merged. Throws when a read-only option is defined several times. */
  get merged(): MergedDefinitions {
    return this.#merged.get();
  }

  /** The option as `options` shows it. */
  get set(): AttrSet {
    return (this.#set ??= this.makeSet());
  }

  private computeValue(): ReturnType<typeof force> {
    const apply = this.declaration.get('apply');
    return apply === undefined
      ? this.merged.value.force()
      : callFunction(
          apply,
          lazy(() => this.merged.value.force()),
        );
  }

  private failReadOnly(type: Slot, all: readonly RawDefinition[]): never {
    const shown = all.map((definition) => ({
      file: definition.file,
      value: new MergedDefinitions(this.loc, type, [definition]).value,
    }));
    return failAt(
      `The option \`${showOption(this.loc)}' is read-only, but it's set multiple times. Definition values:${showDefs(shown)}`,
      all.filter((definition) => !definition.isDefault),
    );
  }

  private makeSet(): AttrSet {
    const entries = new Map<string, Slot>();
    entries.set('value', this.value);
    entries.set(
      'highestPrio',
      lazy(() => this.merged.highestPrio),
    );
    entries.set(
      'definitions',
      lazy(() => this.merged.definitions.map((definition) => definition.value)),
    );
    entries.set(
      'files',
      lazy(() => this.merged.definitions.map((definition) => definition.file)),
    );
    entries.set(
      'definitionsWithLocations',
      lazy(() => this.merged.definitions.map(definitionToSet)),
    );
    entries.set(
      'isDefined',
      lazy(() => this.merged.isDefined),
    );
    entries.set(
      'valueMeta',
      lazy(() => force(this.merged.valueMeta)),
    );
    entries.set('__toString', new PrimOp('__toString', 1, () => showOption(this.loc)));
    return new AttrSet(
      new OverlayEntries(this.declaration.entries, entries),
      () => this.declaration.positions,
    );
  }
}

/** Where the option is declared: the place of one of its fields. */
function declarationSpan(declaration: AttrSet): Span | undefined {
  return ['type', 'description', 'default']
    .map((field) => declaration.positionOf(field))
    .find((span) => span !== undefined);
}

function withDefault(declaration: AttrSet, definitions: readonly RawDefinition[]): readonly RawDefinition[] {
  if (!declaration.has('default')) return definitions;
  const files = declaration.get('declarations');
  const fallback = defaultDefinition(files === undefined ? '' : firstText(files), declaration);
  return fallback === undefined ? definitions : [fallback, ...definitions];
}

function isReadOnly(declaration: AttrSet): boolean {
  const readOnly = declaration.get('readOnly');
  return readOnly !== undefined && force(readOnly) === true;
}

function firstText(list: Slot): string {
  const items = force(list);
  const first = Array.isArray(items) ? (items[0] as Slot | undefined) : undefined;
  if (first === undefined) throw new NixError('eval', "'builtins.head' called on an empty list");
  return textOf(first) ?? '';
}

function warnOfDeprecation(context: TreeContext, loc: Loc, declaration: AttrSet): void {
  const type = typeOf(attribute(declaration, 'type'));
  const message = type.deprecationMessage;
  if (message === undefined) return;
  const files = forceList(attribute(declaration, 'declarations')).map((file) => textOf(file) ?? '');
  context.warn(
    `The type \`types.${type.name}' of option \`${showOption(loc)}' defined in ${showFiles(files)} is deprecated. ${message}`,
  );
}
