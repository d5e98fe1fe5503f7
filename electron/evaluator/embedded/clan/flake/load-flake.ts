/**
 * Evaluates a flake without Nix: its inputs are native equivalents, folders given by path, or overridden by the user.
 * Nothing is fetched and nothing is copied to a store: a flake's `outPath` is its folder.
 */
import { isInside, joinPath, normalizePath } from '../../../../../shared/base/posix-path';
import {
  AttrSet,
  Lambda,
  NixError,
  OpenSet,
  PathValue,
  SymbolicValue,
  callFunction,
  force,
  forceAttrs,
  isString,
  lazy,
  lockedFolder,
  stringText,
} from '../../nix';
import type { NixIo, Slot, Value } from '../../nix';
import { missingInput } from '../missing-input';
import { WithCommit } from './commit-attributes';
import { listOfSystems } from './native-flakes';
import { kindOf } from './native-inputs';
import { merged, record, slotAtLater, slotIfAny, without } from '../nix-values';

/** What loading a flake needs. */
export interface FlakeHost {
  readonly io: NixIo;
  /** The value of a Nix file. */
  evalFile(path: string): Value;
  /** A native flake for an input, chosen by its name or URL; undefined when there is none. */
  nativeInput(name: string, url: string | undefined): Slot | undefined;
  /** The native flake that stands in for a checkout in `folder`; undefined when the checkout's own flake is used. */
  checkoutInput(folder: string, name: string, url: string | undefined): Slot | undefined;
  /** What is known of a folder as a source, beside its path: `narHash`, `lastModified`, … */
  sourceInfo(folder: string): AttrSet;
  /** A folder that the user put in the place of an input. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** Where an input of a flake comes from; `url` as the flake declares it. */
export type InputSource = { readonly url: string | undefined } & (
  | { readonly kind: 'native' | 'missing' }
  | { readonly kind: 'override' | 'folder'; readonly folder: string }
  | { readonly kind: 'follows'; readonly target: string }
);

/** A flake that is being evaluated. */
export interface LoadedFlake {
  /** `self`: outputs, inputs and the flake's own attributes. */
  readonly self: Slot;
  /** The inputs by name, without `self`. */
  readonly inputs: AttrSet;
  /** Where each input comes from, by its name. Throws NixError when the inputs are written in a way that no flake may. */
  sources(): ReadonlyMap<string, InputSource>;
}

/** What a flake says about an input of one of its inputs: `inputs.a.inputs.b = { follows = …; url = …; inputs… }`. */
interface GivenInput {
  /** The input itself; undefined when only inputs of it are given. */
  readonly value: Slot | undefined;
  readonly inputs: GivenInputs;
}

type GivenInputs = ReadonlyMap<string, GivenInput>;

const nothingGiven: GivenInputs = new Map();

/** Loads the flake in a folder. Throws NixError when its file cannot be read or is no flake. */
export function loadFlake(
  host: FlakeHost,
  directory: string,
  overrides = host.overrides,
  given: GivenInputs = nothingGiven,
): LoadedFlake {
  const file = `${directory}/flake.nix`;
  if (host.io.fileType(file) === undefined) {
    throw new NixError('io', `the folder '${directory}' has no flake.nix`);
  }
  const flake = forceAttrs(host.evalFile(file));
  const outputsFunction = flake.get('outputs');
  if (outputsFunction === undefined)
    throw new NixError('missing-attribute', `'${file}' has no attribute 'outputs'`);
  const resolver = new InputResolver(host, { directory, flake, overrides, given, self: () => self });
  const inputs = resolver.inputs(force(outputsFunction));
  const outputs: Slot = lazy(() => {
    const result = callFunction(outputsFunction, merged(inputs, record({ self })));
    return result instanceof AttrSet ? result : forceAttrs(result, 'the outputs of the flake');
  });
  const source = sourceAttributes(host, directory);
  const self: Slot = lazy(() => withFlakeAttributes(forceAttrs(outputs), source, inputs, outputs));
  return { self, inputs, sources: () => resolver.sources(force(outputsFunction)) };
}

/** `outPath` and what else Nix tells of a source; looking into the files for it waits until somebody asks. */
function sourceAttributes(host: FlakeHost, directory: string): WithCommit {
  const known = lazy(() => host.sourceInfo(directory));
  const later = (name: string): Slot => slotAtLater(known, name);
  const attributes = record({
    outPath: directory,
    narHash: later('narHash'),
    lastModified: later('lastModified'),
    lastModifiedDate: later('lastModifiedDate'),
  });
  return new WithCommit(attributes, known);
}

function withFlakeAttributes(
  outputs: AttrSet,
  source: WithCommit,
  inputs: AttrSet,
  outputsSlot: Slot,
): AttrSet {
  const own = record({ _type: 'flake', inputs, outputs: outputsSlot, sourceInfo: source });
  if (outputs instanceof SymbolicValue)
    return new OpenSet(merged(source, own), (name) => outputs.get(name), outputs.text);
  return source.of(merged(merged(outputs, source), own));
}

/** The flake whose inputs are looked for. */
interface InputOwner {
  readonly directory: string;
  /** The value of its file. */
  readonly flake: AttrSet;
  readonly overrides: Readonly<Record<string, string>>;
  readonly given: GivenInputs;
  self(): Slot;
}

class InputResolver {
  readonly #loaded = new Map<string, Slot>();

  constructor(
    private readonly host: FlakeHost,
    private readonly owner: InputOwner,
  ) {}

  inputs(outputs: Value): AttrSet {
    const declared = this.#declared();
    const entries = this.#names(outputs).map((name): [string, Slot] => [
      name,
      this.#input(name, declared.get(name)),
    ]);
    return new AttrSet(new Map(entries));
  }

  /** Where each input comes from, without looking into any. */
  sources(outputs: Value): ReadonlyMap<string, InputSource> {
    const declared = this.#declared();
    return new Map(this.#names(outputs).map((name) => [name, this.#sourceOf(name, declared.get(name))]));
  }

  /** Declared inputs, and those that `outputs` asks for by name. */
  #names(outputs: Value): readonly string[] {
    const names = new Set(this.#declared().names());
    if (outputs instanceof Lambda && outputs.formals !== undefined) {
      for (const name of outputs.formals.keys()) if (name !== 'self') names.add(name);
    }
    return [...names];
  }

  #declared(): AttrSet {
    const inputs = this.owner.flake.get('inputs');
    // What a flake says about `self` concerns how it is fetched.
    return inputs === undefined ? AttrSet.empty : without(forceAttrs(inputs), 'self');
  }

  #input(name: string, declaration: Slot | undefined): Slot {
    const known = this.#loaded.get(name);
    if (known !== undefined) return known;
    const loaded = lazy(() => force(this.#resolve(name, declaration)));
    this.#loaded.set(name, loaded);
    return loaded;
  }

  #resolve(name: string, declaration: Slot | undefined): Slot {
    const above = this.owner.given.get(name);
    if (above?.value !== undefined && !Object.hasOwn(this.owner.overrides, name)) return above.value;
    const source = this.#sourceOf(name, declaration);
    const { url } = source;
    switch (source.kind) {
      case 'override':
        return (
          this.host.checkoutInput(source.folder, name, url) ??
          this.#folder(source.folder, name, declaration, this.host.overrides)
        );
      case 'native':
        return this.host.nativeInput(name, url) ?? missingInput(name, url);
      case 'follows':
        return this.#follow(name, source.target);
      case 'folder':
        return this.#folder(source.folder, name, declaration);
      case 'missing':
        return listOfSystems(name, url) ?? missingInput(name, url, isFlake(declaration));
    }
  }

  /** Where an input comes from. */
  #sourceOf(name: string, declaration: Slot | undefined): InputSource {
    const url = textOf(slotIfAny(declaration ?? null, 'url'));
    const { directory } = this.owner;
    const override = this.#overrideOf(name, url);
    if (override !== undefined) return { kind: 'override', url, folder: override };
    if (this.host.nativeInput(name, url) !== undefined) return { kind: 'native', url };
    const target = textOf(slotIfAny(declaration ?? null, 'follows'));
    if (target !== undefined) return { kind: 'follows', url, target };
    const named = url === undefined ? undefined : this.#presentFolder(pathOfUrl(url, directory));
    const folder = named ?? lockedFolder(this.host.io, directory, name);
    return folder === undefined ? { kind: 'missing', url } : { kind: 'folder', url, folder };
  }

  /** A folder beside the clan need not be on this machine; one in the clan that is not there is an error of the clan. */
  #presentFolder(folder: string | undefined): string | undefined {
    if (folder === undefined || isInside(folder, this.owner.directory)) return folder;
    try {
      return this.host.io.fileType(folder) === undefined ? undefined : folder;
    } catch (error) {
      if (error instanceof NixError && error.kind === 'restricted') return undefined;
      throw error;
    }
  }

  /** An override by the usual name of an input is meant for it also where the flake calls it something else. */
  #overrideOf(name: string, url: string | undefined): string | undefined {
    const { overrides } = this.owner;
    if (Object.hasOwn(overrides, name)) return overrides[name];
    const usual = kindOf(name, url);
    if (usual === undefined || !Object.hasOwn(overrides, usual) || this.#declared().has(usual))
      return undefined;
    return overrides[usual];
  }

  /** `follows = "a/b"`: the input `b` of the input `a` of this flake; `follows = ""`: this flake. */
  #follow(name: string, target: string): Slot {
    const [first = '', ...rest] = target.split('/');
    if (first === '') return this.owner.self();
    let slot = this.#input(first, this.#declared().get(first));
    for (const part of rest) {
      const native = this.host.nativeInput(part, undefined);
      const isUnknown = force(slot) instanceof SymbolicValue;
      const next = isUnknown && native !== undefined ? native : (slotIfAny(slot, 'inputs', part) ?? native);
      if (next === undefined || force(next) instanceof SymbolicValue)
        return listOfSystems(name, undefined) ?? missingInput(name, `follows ${target}`);
      slot = next;
    }
    return slot;
  }

  #folder(
    path: string,
    name: string,
    declaration: Slot | undefined,
    overrides: Readonly<Record<string, string>> = {},
  ): Slot {
    if (!isFlake(declaration)) {
      const source = sourceAttributes(this.host, path);
      return source.of(merged(source, record({ sourceInfo: source })));
    }
    const own = this.#givenTo(declaration ?? null, name);
    const above = this.owner.given.get(name)?.inputs ?? nothingGiven;
    return loadFlake(this.host, path, overrides, new Map([...own, ...above])).self;
  }

  /** What this flake says about the inputs of an input: all of it is meant from where this flake stands. */
  #givenTo(declaration: Slot, name: string): GivenInputs {
    const inputs = slotIfAny(declaration, 'inputs');
    if (inputs === undefined) return nothingGiven;
    return new Map(
      [...forceAttrs(inputs).entries].map(([inner, said]): [string, GivenInput] => {
        const isSaid = slotIfAny(said, 'follows') !== undefined || slotIfAny(said, 'url') !== undefined;
        const path = `${name}/${inner}`;
        const value = isSaid ? lazy(() => force(this.#resolveGiven(path, inner, said))) : undefined;
        return [inner, { value, inputs: this.#givenTo(said, path) }];
      }),
    );
  }

  #resolveGiven(path: string, name: string, declaration: Slot): Slot {
    const target = textOf(slotIfAny(declaration, 'follows'));
    if (target !== undefined) return this.#follow(path, target);
    const url = textOf(slotIfAny(declaration, 'url'));
    const native = this.host.nativeInput(name, url);
    if (native !== undefined) return native;
    const folder = url === undefined ? undefined : pathOfUrl(url, this.owner.directory);
    if (folder === undefined) return missingInput(path, url, isFlake(declaration));
    return this.#folder(folder, path, declaration);
  }
}

/** Whether an input is a flake, rather than a source as it is: what its declaration says, mostly nothing. */
function isFlake(declaration: Slot | undefined): boolean {
  const said = slotIfAny(declaration ?? null, 'flake');
  return said === undefined || force(said) !== false;
}

function textOf(slot: Slot | undefined): string | undefined {
  if (slot === undefined) return undefined;
  const value = force(slot);
  if (isString(value)) return stringText(value);
  return value instanceof PathValue ? value.path : undefined;
}

/** The folder of a `path:` URL or of a URL that is a path itself. */
function pathOfUrl(url: string, directory: string): string | undefined {
  const [bare = '', query = ''] = url.split('?', 2);
  const path = bare.replace(/^(?:path:|git\+file:(?:\/\/)?)/, '');
  const isLocal = path !== bare || /^\.{0,2}\//.test(path) || path === '.' || path === '..';
  if (!isLocal) return undefined;
  const root = path.startsWith('/') ? normalizePath(path) : joinPath(directory, path);
  const dir = /(?:^|&)dir=([^&]*)/.exec(query)?.[1];
  return dir === undefined ? root : joinPath(root, decoded(dir));
}

/** A part of a URL as it is meant; text that is no valid escape means itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
