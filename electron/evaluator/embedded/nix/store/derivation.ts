/**
 * A derivation: its text form and the store paths of what it would build. Which path an output gets depends on how
 * its contents are known: by what it is built from (the usual case), beforehand (fixed), or only once it is built
 * (content-addressed and impure derivations, and whatever needs one of those). The last have no path yet; other
 * derivations write a placeholder where they mean it.
 */
import { NixError } from '../errors';
import { compareBytes } from '../value/value';
import type { HashAlgorithm } from './digest';
import { toBase16, type Hash } from './hash-text';
import { ownPlaceholder, unknownOutputPlaceholder } from './placeholders';
import {
  fixedOutputPath,
  makeStorePath,
  methodPrefixes,
  sha256Hex,
  type IngestionMethod,
} from './store-paths';

/** The store path of each output; a placeholder where the path is only known after building. */
export type DerivationOutputs = ReadonlyMap<string, string>;

/** How the contents of the outputs are known. */
export type OutputKind =
  | { readonly kind: 'by-inputs' }
  | { readonly kind: 'fixed'; readonly hash: Hash; readonly method: IngestionMethod }
  | {
      readonly kind: 'floating' | 'impure';
      readonly algorithm: HashAlgorithm;
      readonly method: IngestionMethod;
    };

/** Which outputs of a derivation are needed, and of derivations that these outputs are themselves. */
export interface InputOutputs {
  readonly outputs: Set<string>;
  readonly nested: Map<string, InputOutputs>;
}

/** What a derivation is made of. */
export interface DerivationParts {
  readonly name: string;
  readonly outputNames: readonly string[];
  readonly outputKind: OutputKind;
  /** Other derivations it needs, by path, with the outputs of each. */
  readonly inputDerivations: ReadonlyMap<string, InputOutputs>;
  readonly inputSources: ReadonlySet<string>;
  readonly system: string;
  readonly builder: string;
  readonly args: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** Finds a derivation by its path in the store. Throws NixError for one that is not known. */
export type FindDerivation = (path: string) => Derivation;

/** One output in the text of a derivation. */
type OutputFields = readonly [path: string, algorithm: string, hash: string];

/** Finished: outputs and the hash that other derivations see. */
interface Resolved {
  /** Paths by output; undefined when they are only known after building. */
  readonly paths: DerivationOutputs | undefined;
  readonly moduloHash: string;
  /** Whether what is built from this has no path of its own before building either. */
  readonly isDeferred: boolean;
}

/** A derivation; its outputs are computed once, when first asked for. */
export class Derivation {
  #resolved: Resolved | undefined;

  constructor(private readonly parts: DerivationParts) {}

  get name(): string {
    return this.parts.name;
  }

  get outputNames(): readonly string[] {
    return this.parts.outputNames;
  }

  /** The store paths that the derivation's own path depends on. */
  references(): string[] {
    return [...new Set([...this.parts.inputDerivations.keys(), ...this.parts.inputSources])];
  }

  /** What each output is called in strings, given the derivation's own path. */
  outputTexts(drvPath: string, find: FindDerivation): DerivationOutputs {
    const { paths } = this.#resolve(find);
    if (paths !== undefined) return paths;
    return new Map(this.outputNames.map((output) => [output, unknownOutputPlaceholder(drvPath, output)]));
  }

  /** The text of the derivation as it stands in the store. */
  show(find: FindDerivation): string {
    return this.#text(this.#resolve(find).paths, this.parts.inputDerivations);
  }

  #resolve(find: FindDerivation): Resolved {
    return (this.#resolved ??= this.#compute(find));
  }

  #compute(find: FindDerivation): Resolved {
    const { outputKind, name, outputNames } = this.parts;
    switch (outputKind.kind) {
      case 'fixed': {
        const path = fixedOutputPath(name, outputKind.hash, outputKind.method);
        const { algorithm, bytes } = outputKind.hash;
        const method = `${methodPrefixes[outputKind.method]}${algorithm}`;
        const moduloHash = sha256Hex(`fixed:out:${method}:${toBase16(bytes)}:${path}`);
        return { paths: new Map([['out', path]]), moduloHash, isDeferred: false };
      }
      case 'impure':
        return { paths: undefined, moduloHash: sha256Hex('impure'), isDeferred: true };
      case 'floating': {
        const moduloHash = sha256Hex(this.#text(undefined, this.#hashedInputs(find).inputs));
        return { paths: undefined, moduloHash, isDeferred: true };
      }
      case 'by-inputs': {
        const { inputs, isDeferred } = this.#hashedInputs(find);
        const masked = sha256Hex(this.#text(undefined, inputs));
        if (isDeferred) return { paths: undefined, moduloHash: masked, isDeferred };
        const paths = new Map(outputNames.map((output) => [output, outputPath(name, output, masked)]));
        return { paths, moduloHash: sha256Hex(this.#text(paths, inputs)), isDeferred };
      }
    }
  }

  /** The needed derivations by hash instead of by path. */
  #hashedInputs(find: FindDerivation): { inputs: ReadonlyMap<string, InputOutputs>; isDeferred: boolean } {
    const inputs = new Map<string, InputOutputs>();
    let isDeferred = false;
    for (const [path, { outputs }] of this.parts.inputDerivations) {
      const found = find(path);
      const { moduloHash, isDeferred: isUnknown } = found.#resolve(find);
      isDeferred ||= isUnknown;
      for (const output of outputs) {
        if (!found.outputNames.includes(output)) {
          throw new NixError('eval', `derivation '${path}' does not have output '${output}'`);
        }
        const known = inputs.get(moduloHash) ?? { outputs: new Set(), nested: new Map() };
        inputs.set(moduloHash, known);
        known.outputs.add(output);
      }
    }
    return { inputs, isDeferred };
  }

  #text(paths: DerivationOutputs | undefined, inputs: ReadonlyMap<string, InputOutputs>): string {
    const { outputNames, inputSources, system, builder, args } = this.parts;
    const outputText = sorted(outputNames).map(
      (name) => `(${[name, ...this.#outputFields(paths?.get(name) ?? '')].map(quote).join(',')})`,
    );
    const inputText = sorted(inputs.keys()).map(
      (path) => `(${quote(path)},${inputOutputsText(inputs.get(path) as InputOutputs)})`,
    );
    const fields = [
      list(outputText),
      list(inputText),
      list(sorted(inputSources).map(quote)),
      quote(system),
      quote(builder),
      list(args.map(quote)),
      list(this.#environmentText(paths)),
    ];
    const isNested = [...this.parts.inputDerivations.values()].some(({ nested }) => nested.size > 0);
    return `${isNested ? 'DrvWithVersion("xp-dyn-drv",' : 'Derive('}${fields.join(',')})`;
  }

  #outputFields(path: string): OutputFields {
    const { outputKind } = this.parts;
    switch (outputKind.kind) {
      case 'by-inputs':
        return [path, '', ''];
      case 'fixed': {
        const { hash, method } = outputKind;
        const [algorithm, digits] = [`${methodPrefixes[method]}${hash.algorithm}`, toBase16(hash.bytes)];
        return [fixedOutputPath(this.name, hash, method), algorithm, digits];
      }
      case 'floating':
      case 'impure': {
        const algorithm = `${methodPrefixes[outputKind.method]}${outputKind.algorithm}`;
        return ['', algorithm, outputKind.kind === 'impure' ? 'impure' : ''];
      }
    }
  }

  /** The paths of outputs stand in the environment too, and are left out with the others. */
  #environmentText(paths: DerivationOutputs | undefined): string[] {
    const { environment, outputNames, outputKind } = this.parts;
    const own = new Set(outputNames);
    const isPlaceholder = outputKind.kind === 'floating' || outputKind.kind === 'impure';
    return sorted(new Set([...environment.keys(), ...outputNames])).map((name) => {
      const output = isPlaceholder ? ownPlaceholder(name) : (paths?.get(name) ?? '');
      return `(${quote(name)},${quote(own.has(name) ? output : (environment.get(name) ?? ''))})`;
    });
  }
}

function outputPath(name: string, output: string, hash: string): string {
  return makeStorePath(`output:${output}`, hash, output === 'out' ? name : `${name}-${output}`);
}

function inputOutputsText({ outputs, nested }: InputOutputs): string {
  const names = list(sorted(outputs).map(quote));
  if (nested.size === 0) return names;
  const inner = sorted(nested.keys()).map(
    (output) => `(${quote(output)},${inputOutputsText(nested.get(output) as InputOutputs)})`,
  );
  return `(${names},${list(inner)})`;
}

function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort(compareBytes);
}

function list(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, (char) => escapes[char] ?? char)}"`;
}
