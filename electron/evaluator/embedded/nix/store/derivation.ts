/** A derivation: its text form and the store paths of what it would build. */
import { sha256 } from './digest';
import { toBase16, type Hash } from './hash-text';
import { encodeUtf8 } from '../value/string-bytes';
import { fixedOutputPath, makeStorePath, sha256Hex } from './store-paths';
import { compareBytes } from '../value/value';

/** The store path of each output. */
export type DerivationOutputs = ReadonlyMap<string, string>;

/** What a derivation is made of. */
export interface DerivationParts {
  readonly name: string;
  readonly outputNames: readonly string[];
  /** For a derivation whose result is known beforehand. */
  readonly fixed: { readonly hash: Hash; readonly isRecursive: boolean } | undefined;
  /** Other derivations it needs, with the outputs of each. */
  readonly inputDerivations: ReadonlyMap<string, ReadonlySet<string>>;
  readonly inputSources: ReadonlySet<string>;
  readonly system: string;
  readonly builder: string;
  readonly args: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/** Finds a derivation by its path in the store. */
type FindDerivation = (path: string) => Derivation;

/** A derivation; its outputs are computed once, when first asked for. */
export class Derivation {
  #outputs: DerivationOutputs | undefined;
  #moduloHash: string | undefined;

  constructor(private readonly parts: DerivationParts) {}

  get name(): string {
    return this.parts.name;
  }

  /** The store paths that the derivation's own path depends on. */
  references(): string[] {
    return [...this.parts.inputDerivations.keys(), ...this.parts.inputSources];
  }

  /** The paths of the outputs, which follow from the text of the derivation with these paths left empty. */
  computeOutputs(find: FindDerivation): DerivationOutputs {
    const { fixed, name, outputNames } = this.parts;
    if (this.#outputs !== undefined) return this.#outputs;
    const outputs = new Map<string, string>();
    if (fixed !== undefined) outputs.set('out', fixedOutputPath(name, fixed.hash, fixed.isRecursive));
    else {
      const hash = sha256Hex(this.#text(undefined, this.#hashedInputs(find)));
      for (const output of outputNames) {
        outputs.set(
          output,
          makeStorePath(`output:${output}`, hash, output === 'out' ? name : `${name}-${output}`),
        );
      }
    }
    this.#outputs = outputs;
    this.#moduloHash = this.#hashModulo(outputs, find);
    return outputs;
  }

  /** The text of the derivation as it stands in the store. */
  show(outputs: DerivationOutputs): string {
    return this.#text(outputs, this.parts.inputDerivations);
  }

  /** A hash that does not depend on how fixed results are made: what other derivations see of this one. */
  get moduloHash(): string {
    return this.#moduloHash ?? '';
  }

  #hashModulo(outputs: DerivationOutputs, find: FindDerivation): string {
    const { fixed } = this.parts;
    if (fixed === undefined) return sha256Hex(this.#text(outputs, this.#hashedInputs(find)));
    const hex = toBase16(fixed.hash.bytes);
    return sha256Hex(
      `fixed:out:${fixed.isRecursive ? 'r:' : ''}${fixed.hash.algorithm}:${hex}:${outputs.get('out') ?? ''}`,
    );
  }

  /** The needed derivations by hash instead of by path. */
  #hashedInputs(find: FindDerivation): ReadonlyMap<string, ReadonlySet<string>> {
    const hashed = new Map<string, Set<string>>();
    for (const [path, names] of this.parts.inputDerivations) {
      const hash = find(path).moduloHash;
      hashed.set(hash, new Set([...(hashed.get(hash) ?? []), ...names]));
    }
    return hashed;
  }

  #text(outputs: DerivationOutputs | undefined, inputs: ReadonlyMap<string, ReadonlySet<string>>): string {
    const { fixed, outputNames, inputSources, system, builder, args, environment } = this.parts;
    const algorithm = fixed === undefined ? '' : `${fixed.isRecursive ? 'r:' : ''}${fixed.hash.algorithm}`;
    const hash = fixed === undefined ? '' : toBase16(fixed.hash.bytes);
    const outputText = sorted(outputNames).map(
      (name) => `(${[name, outputs?.get(name) ?? '', algorithm, hash].map(quote).join(',')})`,
    );
    const inputText = sorted(inputs.keys()).map(
      (path) => `(${quote(path)},${list(sorted(inputs.get(path) ?? []).map(quote))})`,
    );
    const environmentText = sorted(environment.keys()).map((name) => {
      // The paths of outputs stand in the environment too, and are left out with the others.
      const value = outputNames.includes(name) ? (outputs?.get(name) ?? '') : (environment.get(name) ?? '');
      return `(${quote(name)},${quote(value)})`;
    });
    const fields = [
      list(outputText),
      list(inputText),
      list(sorted(inputSources).map(quote)),
      quote(system),
      quote(builder),
      list(args.map(quote)),
      list(environmentText),
    ];
    return `Derive(${fields.join(',')})`;
  }
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

/** What a derivation writes where it means the path of its own output, before that is known. */
export function placeholderOf(output: string): Uint8Array {
  return sha256(encodeUtf8(`nix-output:${output}`));
}
