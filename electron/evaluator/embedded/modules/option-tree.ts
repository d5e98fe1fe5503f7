/**
 * The tree of options of one evaluation, each node made when first asked for: groups from the declarations of all
 * modules at one path, options at the leaves. `mergeModules` and `evalOptionValue` of nixpkgs, without building sets
 * that nobody looks at.
 */
import { AttrSet, force, lazy } from '../nix';
import type { Slot } from '../nix';
import { kindName, textOf } from '../lib/value-tests';
import { fail } from './context';
import { RawDefinition } from './definition';
import { attribute, pushDown } from './discharge';
import type { PushedConfig } from './discharge';
import { Memo } from './memo';
import { OptionNode } from './option-node';
import { optionKinds, showRawDeclarations } from './option-declarations';
import type { Declaration } from './option-declarations';
import type { Loc } from './option-type';
import { showOption } from './show';

/** A definition for which there is no option, with the path to it below the evaluation. */
export interface UnmatchedDefinition {
  readonly path: readonly string[];
  readonly definition: RawDefinition;
}

/** What is needed to make nodes. */
export interface TreeContext {
  /** The type of an option group that must become an option: a submodule that declares these options. */
  groupAsSubmodule(options: Slot): Slot;
  /** The type of an option that declares none. */
  readonly unspecified: AttrSet;
  /** Prints a warning once it is reached. */
  warn(message: string): void;
}

/** A node of the option tree. */
export type TreeNode = OptionGroup | OptionNode;

/** The options below one path. */
export class OptionGroup {
  readonly #declarations: Memo<ReadonlyMap<string, readonly Declaration[]>>;
  readonly #definitions: Memo<ReadonlyMap<string, readonly RawDefinition[]>>;
  readonly #children = new Map<string, Memo<TreeNode>>();

  constructor(
    private readonly context: TreeContext,
    readonly loc: Loc,
    declarations: readonly Declaration[],
    private readonly configs: () => readonly PushedConfig[],
  ) {
    this.#declarations = new Memo(() => declarationsByName(loc, declarations));
    this.#definitions = new Memo(() => definitionsByName(loc, configs()));
  }

  /** The names of the options and groups here. */
  get names(): Iterable<string> {
    return this.#declarations.get().keys();
  }

  has(name: string): boolean {
    return this.#declarations.get().has(name);
  }

  /** The node of a name; undefined when nothing is declared there. Throws for contradicting declarations. */
  child(name: string): TreeNode | undefined {
    let child = this.#children.get(name);
    if (child === undefined) {
      const declarations = this.#declarations.get().get(name);
      if (declarations === undefined) return undefined;
      child = new Memo(() => this.makeChild(name, declarations));
      this.#children.set(name, child);
    }
    return child.get();
  }

  /** The definitions here and below that no option takes, in order of their names. */
  unmatched(): readonly UnmatchedDefinition[] {
    if (this.configs().length === 0) return [];
    const definitions = this.#definitions.get();
    const names = new Set([...definitions.keys(), ...this.names]);
    const result: UnmatchedDefinition[] = [];
    for (const name of new AttrSet(new Map([...names].map((key) => [key, null]))).names()) {
      if (!this.has(name)) {
        for (const definition of definitions.get(name) ?? []) result.push({ path: [name], definition });
        continue;
      }
      const child = this.child(name);
      if (!(child instanceof OptionGroup)) continue;
      for (const { path, definition } of child.unmatched())
        result.push({ path: [name, ...path], definition });
    }
    return result;
  }

  private rawDefinitions(name: string): readonly RawDefinition[] {
    return this.#definitions.get().get(name) ?? [];
  }

  private makeChild(name: string, declarations: readonly Declaration[]): TreeNode {
    const loc = [...this.loc, name];
    const { options, others } = optionKinds(loc, declarations);
    if (others.length === 0) {
      return new OptionNode(this.context, loc, declarations, () => this.rawDefinitions(name));
    }
    if (options.length > 0) return this.mixedChild(name, loc, declarations, options, others);
    return new OptionGroup(this.context, loc, declarations, () => {
      const configs: PushedConfig[] = [];
      for (const raw of this.rawDefinitions(name)) pushDown(raw.file, raw.value, raw.wraps, configs);
      return configs;
    });
  }

  /** Some modules declare an option here and others a group: fine when the option is a submodule. */
  private mixedChild(
    name: string,
    loc: Loc,
    declarations: readonly Declaration[],
    options: readonly Declaration[],
    others: readonly Declaration[],
  ): TreeNode {
    const first = options[0];
    if (!options.every((declaration) => typeNameOf(declaration) === 'submodule')) {
      fail(
        `The option \`${showOption(loc)}' in module \`${first?.file ?? ''}' would be a parent of the following options, but ` +
          `its type \`${first === undefined ? '' : typeDescriptionOf(first)}' does not support nested options.\n${showRawDeclarations(loc, others)}`,
      );
    }
    const converted = declarations.map((declaration) =>
      options.includes(declaration)
        ? declaration
        : {
            ...declaration,
            options: AttrSet.of({
              _type: 'option',
              type: lazy(() => force(this.context.groupAsSubmodule(declaration.options))),
            }),
          },
    );
    return new OptionNode(this.context, loc, converted, () => this.rawDefinitions(name));
  }
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
    for (const [name, option] of set.entries) {
      const declaration: Declaration = { file, options: option, holder: set, name };
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [declaration]);
      else known.push(declaration);
    }
  }
  return byName;
}

function definitionsByName(
  loc: Loc,
  configs: readonly PushedConfig[],
): ReadonlyMap<string, readonly RawDefinition[]> {
  const byName = new Map<string, RawDefinition[]>();
  for (const { file, value, wraps } of configs) {
    const set = force(value);
    if (!(set instanceof AttrSet)) {
      const path = loc.join('.');
      fail(
        `In module \`${file}', you're trying to define a value of type \`${kindName(set)}'\nrather than an attribute set for ` +
          `the option\n\`${path}'!\n\n\`${path}' has options inside it, and each of them must be defined on its own.`,
      );
    }
    for (const [name, slot] of set.entries) {
      const definition = new RawDefinition(file, slot, { set, name }, wraps);
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [definition]);
      else known.push(definition);
    }
  }
  return byName;
}

/** Finds what stands at a path of options; undefined when the path leaves the tree. */
export function nodeAt(
  root: OptionGroup,
  path: readonly string[],
): { node: TreeNode; rest: readonly string[] } {
  let node: TreeNode = root;
  let index = 0;
  while (node instanceof OptionGroup && index < path.length) {
    const name = path[index];
    const child: TreeNode | undefined = name === undefined ? undefined : node.child(name);
    if (child === undefined) return { node, rest: path.slice(index) };
    node = child;
    index++;
  }
  return { node, rest: path.slice(index) };
}
