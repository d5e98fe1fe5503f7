/**
 * The tree of options of one evaluation, each node made when first asked for: groups from the declarations of all
 * modules at one path, options at the leaves. `mergeModules` and `evalOptionValue` of nixpkgs, without building sets
 * that nobody looks at. What is declared is in shapes, which evaluations share; a node adds what is defined.
 */
import { AttrSet, NixError, Thunk, force } from '../nix';
import type { Shape, Slot, Value } from '../nix';
import { kindName } from '../lib/value-tests';
import { fail } from './context';
import { RawDefinition } from './definition';
import { pushDown } from './discharge';
import type { FailureLog } from './failure-log';
import type { PushedConfig } from './discharge';
import { OptionNode } from './option-node';
import { OptionShape } from './option-shape';
import type { GroupShape, ShapeContext } from './option-shape';
import type { Loc } from './option-type';

/** A definition for which there is no option, with the path to it below the evaluation. */
export interface UnmatchedDefinition {
  readonly path: readonly string[];
  readonly definition: RawDefinition;
}

/** What is needed to make nodes. */
export interface TreeContext extends ShapeContext {
  /** Prints a warning once it is reached. */
  warn(message: string): void;
  /** Told of every option that cannot be evaluated. */
  readonly failures: FailureLog;
}

/** A node of the option tree. */
export type TreeNode = OptionGroup | OptionNode;

/** Definitions by the name of the attribute that they are for. */
export type DefinitionsByName = ReadonlyMap<string, readonly RawDefinition[]>;

const noDefinitions: readonly RawDefinition[] = [];
const nothingDefined: DefinitionsByName = new Map();

/** The options below one path: `config` and `options` of `lib.modules.evalModules` there. */
export class OptionGroup {
  readonly #children = new Map<string, TreeNode>();
  #definitions: DefinitionsByName | undefined;
  #isBusy = false;
  #config: AttrSet | undefined;
  #options: AttrSet | undefined;

  constructor(
    private readonly context: TreeContext,
    readonly loc: Loc,
    private readonly shape: GroupShape,
    private readonly compute: () => DefinitionsByName,
    /** Definitions of names that {@link compute} leaves out: those of the module system itself. */
    private readonly internal?: (name: string) => readonly RawDefinition[] | undefined,
  ) {}

  /** The names of the options and groups here. */
  get names(): Iterable<string> {
    return this.shape.byName(this.loc).keys();
  }

  /** The node of a name; undefined when nothing is declared there. Throws for contradicting declarations. */
  child(name: string): TreeNode | undefined {
    let child = this.#children.get(name);
    if (child === undefined) {
      child = this.makeChild(name);
      if (child !== undefined) this.#children.set(name, child);
    }
    return child;
  }

  /** The definitions here, by name. */
  get definitions(): DefinitionsByName {
    if (this.#definitions !== undefined) return this.#definitions;
    if (this.#isBusy) throw new NixError('infinite-recursion', 'infinite recursion encountered');
    this.#isBusy = true;
    try {
      return (this.#definitions = this.compute());
    } finally {
      this.#isBusy = false;
    }
  }

  /** The definitions here and below that no option takes, in order of their names. */
  unmatched(): readonly UnmatchedDefinition[] {
    const result: UnmatchedDefinition[] = [];
    const groups = this.shape.groupNames(this.loc);
    const declared = this.shape.byName(this.loc);
    for (const [name, definitions] of this.definitions) {
      if (declared.has(name)) continue;
      for (const definition of definitions) result.push({ path: [name], definition });
    }
    for (const name of groups) {
      // What the module system says itself has its options.
      if (!this.definitions.has(name)) continue;
      const child = this.child(name);
      if (!(child instanceof OptionGroup)) continue;
      for (const { path, definition } of child.unmatched())
        result.push({ path: [name, ...path], definition });
    }
    return result.length < 2 ? result : sorted(result);
  }

  /** The values of all options here, as nested sets. */
  get config(): AttrSet {
    return (this.#config ??= this.configOf(this.shape.names(this.loc).all));
  }

  /** The option sets of all options here, as nested sets. */
  get options(): AttrSet {
    if (this.#options !== undefined) return this.#options;
    const { all } = this.shape.names(this.loc);
    const slots = all.names.map((name) => new Thunk(forceOptions, new Member(this, name)));
    return (this.#options = AttrSet.shaped(all, slots));
  }

  /** The values of the options here but for those of the module system itself. */
  get shownConfig(): AttrSet {
    return this.configOf(this.shape.names(this.loc).shown);
  }

  private configOf(shape: Shape): AttrSet {
    return AttrSet.shaped(
      shape,
      shape.names.map((name) => this.member(name)),
    );
  }

  private member(name: string): Slot {
    const shape = this.shape.known(name);
    // Definitions that nobody has looked at yet are left alone: they may depend on who asks.
    const isUndefined = this.#definitions !== undefined && this.rawDefinitions(name).length === 0;
    if (isUndefined && shape instanceof OptionShape && shape.settled !== undefined) return shape.settled;
    return new Thunk(forceMember, new Member(this, name));
  }

  private rawDefinitions(name: string): readonly RawDefinition[] {
    return this.definitions.get(name) ?? this.internal?.(name) ?? noDefinitions;
  }

  private makeChild(name: string): TreeNode | undefined {
    const shape = this.shape.child(this.loc, name);
    if (shape === undefined) return undefined;
    const loc = [...this.loc, name];
    if (shape instanceof OptionShape) {
      const declarations = this.shape.byName(this.loc).get(name);
      return new OptionNode(this.context, loc, shape, declarations, () => this.rawDefinitions(name));
    }
    const isUndefined = this.#definitions !== undefined && this.rawDefinitions(name).length === 0;
    const group = new OptionGroup(this.context, loc, shape, () => {
      const byName = new Map<string, RawDefinition[]>();
      for (const raw of this.rawDefinitions(name)) {
        const pushed: PushedConfig[] = [];
        pushDown(raw.file, raw.value, raw.wraps, pushed);
        for (const config of pushed) addDefinitions(byName, loc, config);
      }
      return byName;
    });
    if (isUndefined) group.#definitions = nothingDefined;
    return group;
  }
}

/** A name of a group, whose value or option set is not looked at yet. */
class Member {
  constructor(
    readonly group: OptionGroup,
    readonly name: string,
  ) {}
}

function forceMember({ group, name }: Member): Value {
  const node = group.child(name);
  if (node instanceof OptionNode) return node.value.force();
  return node === undefined ? null : node.config;
}

function forceOptions({ group, name }: Member): Value {
  const node = group.child(name);
  if (node instanceof OptionNode) return node.set;
  return node === undefined ? null : node.options;
}

/** By the first name of the path; what is below one name stays as it is. */
function sorted(unmatched: readonly UnmatchedDefinition[]): readonly UnmatchedDefinition[] {
  const names = new Map(unmatched.map(({ path }) => [path[0] ?? '', null]));
  return new AttrSet(names).names().flatMap((name) => unmatched.filter(({ path }) => path[0] === name));
}

/**
 * Adds what one module says at one path to the definitions there. Throws NixError for what is no set, as
 * `lib.modules.evalModules` does.
 */
export function addDefinitions(
  byName: Map<string, RawDefinition[]>,
  loc: Loc,
  { file, value, wraps }: PushedConfig,
): void {
  const set = force(value);
  if (!(set instanceof AttrSet)) {
    const path = loc.join('.');
    fail(
      `In module \`${file}', you're trying to define a value of type \`${kindName(set)}'\nrather than an attribute set for ` +
        `the option\n\`${path}'!\n\n\`${path}' has options inside it, and each of them must be defined on its own.`,
    );
  }
  set.forEach((slot, name) => {
    const definition = new RawDefinition(file, slot, { set, name }, wraps);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [definition]);
    else known.push(definition);
  });
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
