/**
 * A flake with its inputs, as `getFlake` evaluates it. Each input is a node that is made when first asked for: from a
 * folder that the user put in its place, from what a flake above says about it, from `follows`, from the lock file,
 * from its URL. An input that is not on this machine fails when its value is used, not before.
 */
import { NixError } from '../../errors';
import { callFunction } from '../../eval/call';
import { forceAttrs, forceFunction, isString, stringText } from '../../eval/coerce';
import { parseFlakeRef, showFlakeRef, type FlakeRef } from '../../flake/flake-ref';
import { parseLockFile, type LockFile } from '../../flake/lock-file';
import { normalizePath } from '../../value/paths';
import { AttrSet, ContextString, Lambda, force, lazy, type Slot, type Value } from '../../value/value';
import { Declaration } from './declaration';
import { unavailable, type Fetcher } from './fetcher';
import type { SourceTree } from './source-tree';

/** What loading flakes needs. */
export interface FlakeHost {
  readonly fetcher: Fetcher;
  importPath(path: string): Value;
  /** A flake that native code provides for an input, by its name or URL. */
  readonly nativeFlake: ((name: string, url: string | undefined) => Slot | undefined) | undefined;
}

/** An input, or the flake itself. */
interface FlakeNode {
  readonly value: Slot;
  input(name: string): FlakeNode | undefined;
}

/** A node of the lock file that holds for a flake; `root` is the flake whose file it is. */
interface LockPlace {
  readonly file: LockFile;
  readonly key: string;
  readonly root: () => FlakeNode;
}

/** Where a flake stands in the whole. */
interface Placement {
  readonly tree: SourceTree;
  /** The folder of the flake below that of the tree, with a slash before it; empty for the tree itself. */
  readonly subfolder: string;
  /** The names that lead here from the flake that was asked for. */
  readonly path: readonly string[];
  readonly lock: LockPlace | undefined;
  /** Inputs that a flake above gives to this one. */
  readonly given: ReadonlyMap<string, () => FlakeNode>;
}

/** The flake of a reference given as text. Throws NixError. */
export function getFlake(host: FlakeHost, text: string): Value {
  const ref = parseFlakeRef(text);
  if (host.fetcher.overrideFor(withoutDir(ref)) === undefined && ref.get('type') !== 'path') {
    const native = host.nativeFlake?.(String(ref.get('id') ?? ref.get('repo') ?? ''), text);
    if (native !== undefined) return force(native);
  }
  const tree = host.fetcher.tree(ref);
  return force(topFlake(host, tree, subfolderOf(ref)).value);
}

function topFlake(
  host: FlakeHost,
  tree: SourceTree,
  subfolder: string,
  path: readonly string[] = [],
): FlakeNode {
  const file = `${tree.folder}${subfolder}/flake.lock`;
  const text = host.fetcher.io.readFile(file);
  const lockFile = text === undefined ? undefined : parseLockFile(text, file);
  const root = (): FlakeNode => flake;
  const lock = lockFile === undefined ? undefined : { file: lockFile, key: lockFile.root, root };
  const flake: FlakeNode = new Flake(host, { tree, subfolder, path, lock, given: new Map() });
  return flake;
}

function withoutDir(ref: FlakeRef): FlakeRef {
  return new Map([...ref].filter(([name]) => name !== 'dir'));
}

function subfolderOf(ref: FlakeRef | undefined): string {
  const dir = ref?.get('dir');
  return typeof dir === 'string' && dir !== '' ? normalizePath(`/${dir}`) : '';
}

class Flake implements FlakeNode {
  readonly value: Slot;
  readonly #inputs = new Map<string, FlakeNode>();
  #file: AttrSet | undefined;

  constructor(
    private readonly host: FlakeHost,
    private readonly place: Placement,
  ) {
    this.value = lazy(() => this.#evaluate());
  }

  input(name: string): FlakeNode | undefined {
    const known = this.#inputs.get(name);
    if (known !== undefined) return known;
    if (!this.#inputNames().includes(name)) return undefined;
    const found = this.#resolve(name);
    this.#inputs.set(name, found);
    return found;
  }

  get #folder(): string {
    return `${this.place.tree.folder}${this.place.subfolder}`;
  }

  get #flakeFile(): AttrSet {
    if (this.#file !== undefined) return this.#file;
    const path = `${this.#folder}/flake.nix`;
    if (this.host.fetcher.io.fileType(path) === undefined)
      throw new NixError('io', `path '${path}' does not exist`);
    this.#file = forceAttrs(this.host.importPath(path), `the flake '${path}'`);
    return this.#file;
  }

  get #outputsFunction(): Value {
    const outputs = this.#flakeFile.get('outputs');
    if (outputs === undefined)
      throw new NixError('missing-attribute', `flake '${this.#folder}' lacks attribute 'outputs'`);
    return forceFunction(outputs, `the attribute 'outputs' of the flake '${this.#folder}'`);
  }

  #evaluate(): Value {
    const outputsFunction = this.#outputsFunction;
    const names = this.#inputNames();
    const inputs = new AttrSet(
      new Map(names.map((name): [string, Slot] => [name, lazy(() => this.#inputValue(name))])),
    );
    const result: Slot = lazy(() => withAttributes());
    const outputs: Slot = lazy(() =>
      forceAttrs(callFunction(outputsFunction, inputs.update(AttrSet.of({ self: result })))),
    );
    const outPath = this.#outPath();
    const { info } = this.place.tree;
    const withAttributes = (): AttrSet =>
      forceAttrs(outputs)
        .update(info)
        .update(AttrSet.of({ outPath, inputs, outputs, sourceInfo: info, _type: 'flake' }));
    return force(result);
  }

  #inputValue(name: string): Value {
    const node = this.input(name);
    if (node === undefined) throw new NixError('missing-attribute', `attribute '${name}' missing`);
    return force(node.value);
  }

  #outPath(): Slot {
    return below(this.place.tree.info, this.place.subfolder);
  }

  #declared(): AttrSet {
    const inputs = this.#flakeFile.get('inputs');
    return inputs === undefined ? new AttrSet(new Map()) : forceAttrs(inputs, 'the inputs of a flake');
  }

  /** Declared inputs, and those that `outputs` asks for by name. */
  #inputNames(): readonly string[] {
    const names = new Set(this.#declared().names());
    const outputs = this.#outputsFunction;
    if (outputs instanceof Lambda)
      for (const name of outputs.formals?.keys() ?? []) if (name !== 'self') names.add(name);
    names.delete('self');
    return [...names].sort();
  }

  #resolve(name: string): FlakeNode {
    const { path, given } = this.place;
    const inputPath = [...path, name];
    const declaration = new Declaration(this.#declared().get(name));
    const override = this.host.fetcher.override(inputPath.join('/'));
    if (override !== undefined)
      return this.#node(declaration, this.host.fetcher.folder(override), '', inputPath, undefined);
    const fromAbove = given.get(name);
    if (fromAbove !== undefined) return fromAbove();
    const url = declaration.url;
    const native = this.host.nativeFlake?.(name, url);
    if (native !== undefined) return new ValueNode(native);
    const { follows } = declaration;
    if (follows === name) throw new NixError('eval', `input '${inputPath.join('/')}' follows itself`);
    if (follows !== undefined) return this.#follow(inputPath, follows);
    return this.#locked(name, declaration, inputPath) ?? this.#byUrl(name, declaration, inputPath);
  }

  /** `follows = "a/b"`: the input `b` of the input `a` of this flake; `follows = ""` is this flake. */
  #follow(path: readonly string[], target: string): FlakeNode {
    const parts = target.split('/').filter((part) => part !== '');
    return new LateNode(() => this.#inputAt(this, parts, path));
  }

  #inputAt(start: FlakeNode, names: readonly string[], path: readonly string[]): FlakeNode {
    const node = names.reduce<FlakeNode | undefined>((inner, name) => inner?.input(name), start);
    if (node !== undefined) return node;
    throw new NixError('eval', `input '${path.join('/')}' follows a non-existent input '${names.join('/')}'`);
  }

  #locked(name: string, declaration: Declaration, path: readonly string[]): FlakeNode | undefined {
    const { lock } = this.place;
    const target = lock?.file.nodes.get(lock.key)?.inputs.get(name);
    if (lock === undefined || target === undefined) return undefined;
    if (typeof target !== 'string') return new LateNode(() => this.#inputAt(lock.root(), target, path));
    const node = lock.file.nodes.get(target);
    if (node?.locked === undefined) return undefined;
    const { locked, original = node.locked } = node;
    const there = { ...lock, key: target };
    if (isRelative(locked))
      return this.#relative(declaration, String(locked.get('path')), path, there, node.isFlake);
    return new LateNode(() => {
      const override = this.host.fetcher.overrideFor(withoutDir(original));
      const tree = override === undefined ? this.#tree(path, locked) : this.host.fetcher.folder(override);
      return this.#node(declaration, tree, subfolderOf(locked), path, there, node.isFlake);
    });
  }

  #byUrl(name: string, declaration: Declaration, path: readonly string[]): FlakeNode {
    const text = declaration.url ?? name;
    return new LateNode(() => {
      const ref = declaration.ref ?? parseFlakeRef(text, { allowsRelative: true });
      if (isRelative(ref)) return this.#relative(declaration, String(ref.get('path')), path, undefined);
      const tree = this.#tree(path, ref);
      return this.#node(declaration, tree, subfolderOf(ref), path, undefined);
    });
  }

  /** A failure names the input beside what it stands for. */
  #tree(path: readonly string[], ref: FlakeRef): SourceTree {
    try {
      return this.host.fetcher.tree(ref);
    } catch (error) {
      if (!(error instanceof NixError) || error.kind !== 'unsupported') throw error;
      const input = path.join('/');
      const plain = new Map([...ref].filter(([name]) => !['narHash', 'lastModified', 'dir'].includes(name)));
      const problem = unavailable(showFlakeRef(plain));
      throw new NixError(
        problem.kind,
        `the flake input '${input}' is not available: ${problem.message}`,
        undefined,
        problem.hint?.replace(/--override-input '[^']*'/, `--override-input ${input}`),
      );
    }
  }

  /** A folder of the same tree. */
  #relative(
    declaration: Declaration,
    relative: string,
    path: readonly string[],
    lock: Placement['lock'],
    isFlake = declaration.isFlake,
  ): FlakeNode {
    const target = normalizePath(`${this.place.subfolder}/${relative}`);
    const subfolder = target === '/' ? '' : target;
    const isOutside = escapes(this.place.subfolder, relative);
    if (isOutside) {
      // Above the tree there is only a folder when the tree is one.
      const folder = normalizePath(`${this.#folder}/${relative}`);
      return new LateNode(() =>
        this.#node(declaration, this.host.fetcher.folder(folder), '', path, lock, isFlake),
      );
    }
    return this.#node(declaration, this.place.tree, subfolder, path, lock, isFlake);
  }

  #node(
    declaration: Declaration,
    tree: SourceTree,
    subfolder: string,
    path: readonly string[],
    lock: Placement['lock'],
    isFlake = declaration.isFlake,
  ): FlakeNode {
    if (!isFlake) return new ValueNode(sourceOnly(tree, subfolder));
    const given = new Map<string, () => FlakeNode>();
    // Without a lock, what this flake says about the inputs of its inputs is read from the declarations.
    for (const [name, inner] of lock === undefined ? declaration.inputs : [])
      if (inner.follows !== undefined || inner.url !== undefined)
        given.set(name, () => this.#given(name, inner, [...path, name]));
    if (lock === undefined && given.size === 0) return topFlake(this.host, tree, subfolder, path);
    return new Flake(this.host, { tree, subfolder, path, lock, given });
  }

  #given(name: string, declaration: Declaration, path: readonly string[]): FlakeNode {
    const { follows } = declaration;
    return follows === undefined ? this.#byUrl(name, declaration, path) : this.#follow(path, follows);
  }
}

/** A node whose value is there without looking for it. */
class ValueNode implements FlakeNode {
  constructor(readonly value: Slot) {}

  input(name: string): FlakeNode | undefined {
    const value = force(this.value);
    const inputs = value instanceof AttrSet ? value.get('inputs') : undefined;
    const slot = inputs === undefined ? undefined : forceAttrs(inputs).get(name);
    return slot === undefined ? undefined : new ValueNode(slot);
  }
}

/** A node that is looked for when it is used. */
class LateNode implements FlakeNode {
  readonly value: Slot;
  #found: FlakeNode | undefined;
  #isFinding = false;

  constructor(private readonly find: () => FlakeNode) {
    this.value = lazy(() => force(this.#node.value));
  }

  /** Never another late node: a chain of them that comes back to its start is an error. */
  get #node(): FlakeNode {
    if (this.#found !== undefined) return this.#found;
    if (this.#isFinding) throw new NixError('eval', 'follow cycle detected among the inputs of a flake');
    this.#isFinding = true;
    try {
      const found = this.find();
      this.#found = found instanceof LateNode ? found.#node : found;
      return this.#found;
    } finally {
      this.#isFinding = false;
    }
  }

  input(name: string): FlakeNode | undefined {
    return this.#node.input(name);
  }
}

function isRelative(ref: FlakeRef): boolean {
  return ref.get('type') === 'path' && !String(ref.get('path')).startsWith('/');
}

/** Whether a relative path leads above the root of the tree. */
function escapes(subfolder: string, relative: string): boolean {
  let depth = subfolder.split('/').filter((part) => part !== '').length;
  for (const part of relative.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

/** An input with `flake = false`: its files. */
function sourceOnly({ info }: SourceTree, subfolder: string): AttrSet {
  return info.update(AttrSet.of({ sourceInfo: info, outPath: below(info, subfolder) }));
}

/** The `outPath` of a tree with the path of a folder in it. */
function below(info: AttrSet, subfolder: string): Slot {
  const root = info.get('outPath') ?? null;
  if (subfolder === '') return root;
  return lazy(() => {
    const value = force(root);
    if (value instanceof ContextString) return new ContextString(value.text + subfolder, value.context);
    return isString(value) ? `${stringText(value)}${subfolder}` : value;
  });
}
