/**
 * What declarations say, apart from where the option stands and what defines it. Submodules are evaluated once for each
 * of their values, and settings once for each machine, always with the same declarations; so shapes are kept by the
 * identity of the declared sets, and an evaluation with known declarations makes nothing anew but what is defined.
 */
import { AttrSet, SymbolicValue, NixError, Shape, compareBytes, force, forceList, lazy } from '../nix';
import type { Slot, Value } from '../nix';
import { kindName, textOf } from '../lib/value-tests';
import { fail } from './context';
import { defaultDefinition } from './definition';
import type { RawDefinition } from './definition';
import { attribute } from './discharge';
import { fixupOptionType, mergeOptionDecls, optionKinds, showRawDeclarations } from './option-declarations';
import type { Declaration } from './option-declarations';
import { typeOf } from './option-type';
import type { Loc, OptionType } from './option-type';
import { showOption } from './show';

/** One option as it is declared (`lib.options.mkOption`). */
export class OptionShape {
  #type: OptionType | undefined;
  #default: RawDefinition | null | undefined;
  #isReadOnly: boolean | undefined;
  #deprecation: string | null | undefined;
  #settled: Value | undefined;

  /** `set`: the joined declaration with its final type, as `mergeOptionDecls` and `fixupOptionType` give it. */
  constructor(readonly set: AttrSet) {}

  /** The final type. Throws NixError when the declaration has none that is one. */
  get type(): OptionType {
    return (this.#type ??= typeOf(attribute(this.set, 'type')));
  }

  /** The default that the declaration gives, as a definition. */
  get defaultDefinition(): RawDefinition | undefined {
    this.#default ??= this.set.has('default')
      ? (defaultDefinition(this.declaringFile(), this.set) ?? null)
      : null;
    return this.#default ?? undefined;
  }

  /** What is done to the merged value at last. */
  get apply(): Slot | undefined {
    return this.set.get('apply');
  }

  /** Whether more than one definition is an error. */
  get isReadOnly(): boolean {
    if (this.#isReadOnly === undefined) {
      const readOnly = this.set.get('readOnly');
      this.#isReadOnly = readOnly !== undefined && force(readOnly) === true;
    }
    return this.#isReadOnly;
  }

  /** Why the type should not be used any more. */
  get deprecation(): string | undefined {
    this.#deprecation ??= this.type.deprecationMessage ?? null;
    return this.#deprecation ?? undefined;
  }

  /** The value without any definition, once an evaluation has found that it is the same for all of them. */
  get settled(): Value | undefined {
    return this.#settled;
  }

  /** Notes the value that the option has without definitions. Only plain data is the same wherever the option stands. */
  settle(value: Value): void {
    if (isSettled(value) && this.deprecation === undefined) this.#settled = value;
  }

  private declaringFile(): string {
    const files = this.set.get('declarations');
    if (files === undefined) return '';
    const [first] = forceList(files);
    // nixpkgs takes the head of the list.
    if (first === undefined) throw new NixError('eval', "'builtins.head' called on an empty list");
    return textOf(first) ?? '';
  }
}

const settledLength = 16;

function isSettled(value: Value): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (value instanceof AttrSet) return !(value instanceof SymbolicValue) && value.size === 0;
  return Array.isArray(value) && value.length <= settledLength && value.every(isScalar);
}

function isScalar(slot: Slot): boolean {
  return slot === null || typeof slot !== 'object';
}

/** What makes shapes: how groups become submodules, the type of options without one, and the shapes made before. */
export interface ShapeContext {
  /** The type of an option group that must become an option: a submodule that declares these options. */
  groupAsSubmodule(options: Slot): Slot;
  /** The type of an option that declares none. */
  readonly unspecified: AttrSet;
}

/**
 * What `lib.options.mkOption` gives: a set that knows the shape it had when it was the only declaration of an option.
 */
export class DeclaredOption extends AttrSet {
  known: { readonly file: string; readonly context: ShapeContext; readonly shape: OptionShape } | undefined =
    undefined;
}

/** A name in a group: an option, or a group of its own. */
export type ChildShape = OptionShape | GroupShape;

/** The options below one path as they are declared. */
export class GroupShape {
  #byName: ReadonlyMap<string, readonly Declaration[]> | undefined;
  readonly #children = new Map<string, ChildShape>();
  #groupNames: readonly string[] | undefined;
  #names: { readonly all: Shape; readonly shown: Shape } | undefined;

  constructor(
    private readonly context: ShapeContext,
    private readonly declarations: readonly Declaration[],
  ) {}

  /** The declarations by name. `loc` is for messages. Throws NixError for what is no declaration. */
  byName(loc: Loc): ReadonlyMap<string, readonly Declaration[]> {
    return (this.#byName ??= declarationsByName(loc, this.declarations));
  }

  /** The names as the shape of a set: all, and those but for `_module`. */
  names(loc: Loc): { readonly all: Shape; readonly shown: Shape } {
    if (this.#names === undefined) {
      const all = [...this.byName(loc).keys()].sort(compareBytes);
      this.#names = { all: Shape.of(all), shown: Shape.of(all.filter((name) => name !== '_module')) };
    }
    return this.#names;
  }

  /** The shape of a name when it is known without computing anything. */
  known(name: string): ChildShape | undefined {
    return this.#children.get(name);
  }

  /** The shape of a name; undefined where nothing is declared. Throws NixError for contradicting declarations. */
  child(loc: Loc, name: string): ChildShape | undefined {
    const known = this.#children.get(name);
    if (known !== undefined) return known;
    const declarations = this.byName(loc).get(name);
    if (declarations === undefined) return undefined;
    const shape = makeChild(this.context, [...loc, name], declarations);
    this.#children.set(name, shape);
    return shape;
  }

  /** The names that are groups. Looks at every declaration; throws NixError for contradicting ones. */
  groupNames(loc: Loc): readonly string[] {
    return (this.#groupNames ??= [...this.byName(loc).keys()].filter(
      (name) => this.child(loc, name) instanceof GroupShape,
    ));
  }
}

function makeChild(context: ShapeContext, loc: Loc, declarations: readonly Declaration[]): ChildShape {
  const { options, others } = optionKinds(loc, declarations);
  if (others.length === 0) return optionShape(context, loc, declarations);
  if (options.length === 0) return new GroupShape(context, declarations);
  return optionShape(context, loc, mixedDeclarations(context, loc, declarations, options, others));
}

function optionShape(context: ShapeContext, loc: Loc, declarations: readonly Declaration[]): OptionShape {
  const [only] = declarations;
  if (only === undefined || declarations.length !== 1) return joinedShape(context, loc, declarations);
  const option = force(only.options);
  if (!(option instanceof DeclaredOption)) return joinedShape(context, loc, declarations);
  const { known } = option;
  if (known !== undefined && known.file === only.file && known.context === context) return known.shape;
  const shape = joinedShape(context, loc, declarations);
  option.known = { file: only.file, context, shape };
  return shape;
}

function joinedShape(context: ShapeContext, loc: Loc, declarations: readonly Declaration[]): OptionShape {
  return new OptionShape(fixupOptionType(mergeOptionDecls(loc, declarations), context.unspecified));
}

/** Some modules declare an option here and others a group: fine when the option is a submodule. */
function mixedDeclarations(
  context: ShapeContext,
  loc: Loc,
  declarations: readonly Declaration[],
  options: readonly Declaration[],
  others: readonly Declaration[],
): readonly Declaration[] {
  const [first] = options;
  if (!options.every((declaration) => typeNameOf(declaration) === 'submodule')) {
    fail(
      `The option \`${showOption(loc)}' in module \`${first?.file ?? ''}' would be a parent of the following options, but ` +
        `its type \`${first === undefined ? '' : typeDescriptionOf(first)}' does not support nested options.\n${showRawDeclarations(loc, others)}`,
    );
  }
  return declarations.map((declaration) =>
    options.includes(declaration)
      ? declaration
      : {
          ...declaration,
          options: AttrSet.of({
            _type: 'option',
            type: lazy(() => force(context.groupAsSubmodule(declaration.options))),
          }),
        },
  );
}

function typeSetOf(declaration: Declaration): AttrSet | undefined {
  const option = force(declaration.options);
  const type = option instanceof AttrSet ? option.get('type') : undefined;
  const value = type === undefined ? undefined : force(type);
  return value instanceof AttrSet ? value : undefined;
}

function typeNameOf(declaration: Declaration): string | undefined {
  const name = typeSetOf(declaration)?.get('name');
  return name === undefined ? undefined : textOf(name);
}

function typeDescriptionOf(declaration: Declaration): string {
  const set = typeSetOf(declaration);
  return set === undefined ? '<no description>' : (textOf(attribute(set, 'description')) ?? '');
}

function declarationsByName(
  loc: Loc,
  declarations: readonly Declaration[],
): ReadonlyMap<string, readonly Declaration[]> {
  const byName = new Map<string, Declaration[]>();
  for (const { file, options } of declarations) {
    const set = force(options);
    if (!(set instanceof AttrSet)) {
      fail(
        `An option declaration for \`${loc.join('.')}' has type \`${kindName(set)}' rather than an attribute set.\n` +
          "Did you mean to define this outside of `options'?",
      );
    }
    set.forEach((option, name) => {
      const declaration: Declaration = { file, options: option, holder: set, name };
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [declaration]);
      else known.push(declaration);
    });
  }
  return byName;
}

/**
 * The shape that the evaluations of one family (a submodule type, an evaluation and those that extend it) had last. When
 * the declared sets are the same ones again, so is the shape.
 */
export class ShapeFamily {
  #declarations: readonly Declaration[] = [];
  #shape: GroupShape | undefined;

  /** The shape of all declarations of an evaluation. */
  shapeOf(context: ShapeContext, declarations: readonly Declaration[]): GroupShape {
    if (this.#shape !== undefined && areSame(this.#declarations, declarations)) return this.#shape;
    this.#declarations = declarations;
    this.#shape = new GroupShape(context, declarations);
    return this.#shape;
  }
}

function areSame(left: readonly Declaration[], right: readonly Declaration[]): boolean {
  return (
    left.length === right.length &&
    left.every(({ file, options }, index) => {
      const other = right[index];
      return other !== undefined && other.options === options && other.file === file;
    })
  );
}
