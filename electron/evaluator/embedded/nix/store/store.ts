/**
 * What evaluation wants of the store: paths of sources and texts, and derivations. Paths are computed, nothing is
 * written; what would be in the store is remembered, so that it can be read under its store path (see `store-io.ts`).
 */
import { NixError } from '../errors';
import type { NixIo } from '../io';
import { baseNameOf } from '../value/paths';
import { ContextString } from '../value/value';
import type { Derivation, DerivationOutputs } from './derivation';
import { sha256 } from './digest';
import type { Hash } from './hash-text';
import { archive, readBytes, type PathFilter } from './nar';
import { StoreIo } from './store-io';
import { fixedOutputPath, textPath } from './store-paths';

/** A file or folder that got a store path. */
export interface AddedSource {
  readonly path: string;
  /** Of its archive, or of its bytes for a flat file. */
  readonly hash: Hash;
}

/** Computes store paths for one interpreter. */
export class Store {
  /** The host's I/O, with what this store holds under its store paths. */
  readonly io: StoreIo;
  readonly #sources = new Map<string, string>();
  readonly #derivations = new Map<string, Derivation>();
  readonly #references = new Map<string, readonly string[]>();
  readonly #findDerivation = (path: string): Derivation => this.#derivationAt(path);

  constructor(io: NixIo) {
    this.io = new StoreIo(io);
  }

  /** Forgets the paths of sources: files may have changed. */
  forget(): void {
    this.#sources.clear();
  }

  /** The store path of a file or folder, as a string that depends on it. */
  copyPath(path: string): ContextString {
    let storePath = this.#sources.get(path);
    if (storePath === undefined) {
      if (path.endsWith('.drv')) throw new NixError('eval', "file names are not allowed to end in '.drv'");
      storePath = this.#addAt(path, baseNameOf(path)).path;
      this.#sources.set(path, storePath);
    }
    return new ContextString(storePath, new Set([storePath]));
  }

  /** The store path that a source gets under a name, with only what the filter lets through. */
  addSource(path: string, name: string, filter?: PathFilter): AddedSource {
    const root = this.io.realPath(path);
    if (root === undefined) throw new NixError('io', `path '${path}' does not exist`);
    return this.#addAt(root, name, filter);
  }

  /** A symlink counts as such here. */
  #addAt(root: string, name: string, filter?: PathFilter): AddedSource {
    const rejected = new Set<string>();
    const bytes = sha256(archive(this.io, root, (inner, type) => keep(filter, rejected, inner, type)));
    const hash: Hash = { algorithm: 'sha256', bytes };
    const storePath = fixedOutputPath(name, hash, 'nar');
    this.io.mount(storePath, { kind: 'source', root, rejected });
    return { path: storePath, hash };
  }

  /** The store path that a single file gets by its contents alone. */
  addFlatFile(path: string, name: string): AddedSource {
    const root = this.io.realPath(path) ?? path;
    const hash: Hash = { algorithm: 'sha256', bytes: sha256(readBytes(this.io, root)) };
    const storePath = fixedOutputPath(name, hash, 'flat');
    this.io.mount(storePath, { kind: 'source', root, rejected: new Set() });
    return { path: storePath, hash };
  }

  /** The store path of a text. */
  addText(name: string, text: string, references: readonly string[]): string {
    const path = textPath(name, text, references);
    this.#references.set(path, references);
    this.io.mount(path, { kind: 'text', text });
    return path;
  }

  /** Whether something is at this store path: computed here, or on disk. */
  has(path: string): boolean {
    return this.io.isMounted(path) || this.io.openStorePath(path);
  }

  /** Keeps a derivation and gives its path in the store and what its outputs are called in strings. */
  addDerivation(derivation: Derivation): { drvPath: string; outputs: DerivationOutputs } {
    const text = derivation.show(this.#findDerivation);
    const drvPath = this.addText(`${derivation.name}.drv`, text, derivation.references());
    this.#derivations.set(drvPath, derivation);
    return { drvPath, outputs: derivation.outputTexts(drvPath, this.#findDerivation) };
  }

  /** The derivation at a path, if this evaluation made it. */
  derivationIfKnown(path: string): Derivation | undefined {
    return this.#derivations.get(path);
  }

  /** What an output of a derivation is called in strings. Throws NixError when there is no such output. */
  outputText(drvPath: string, output: string): string {
    const text = this.#derivationAt(drvPath).outputTexts(drvPath, this.#findDerivation).get(output);
    if (text === undefined)
      throw new NixError('eval', `derivation '${drvPath}' does not have output '${output}'`);
    return text;
  }

  /** A path with everything it refers to, directly or not. Throws NixError for a derivation that is not known. */
  closure(path: string): ReadonlySet<string> {
    const found = new Set<string>();
    const pending = [path];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      if (next.endsWith('.drv')) this.#derivationAt(next);
      pending.push(...(this.#references.get(next) ?? []));
    }
    return found;
  }

  #derivationAt(path: string): Derivation {
    const found = this.#derivations.get(path);
    if (found === undefined) {
      throw new NixError(
        'unsupported',
        `path '${path}' is not valid: this evaluation has not made that derivation`,
      );
    }
    return found;
  }
}

function keep(
  filter: PathFilter | undefined,
  rejected: Set<string>,
  ...[path, type]: Parameters<PathFilter>
): boolean {
  if (filter === undefined || filter(path, type)) return true;
  rejected.add(path);
  return false;
}
