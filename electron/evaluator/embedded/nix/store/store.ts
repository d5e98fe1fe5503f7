/** What evaluation wants of the store: paths of sources and texts, and derivations. Paths are computed, not written. */
import { NixError } from '../errors';
import { forceAttrs } from '../eval/coerce';
import { callFunction } from '../eval/call';
import type { NixIo } from '../io';
import { baseNameOf } from '../value/paths';
import { AttrSet, ContextString, PrimOp, force, lazy, type Slot, type Value } from '../value/value';
import type { Derivation } from './derivation';
import { type DerivationOutputs } from './derivation';
import { sha256 } from './digest';
import { archive, readBytes, type PathFilter } from './nar';
import { fixedOutputPath, storePathOf, textPath } from './store-paths';

/** Computes store paths for one interpreter. */
export class Store {
  readonly #sources = new Map<string, string>();
  readonly #derivations = new Map<string, Derivation>();
  readonly #texts = new Map<string, string>();

  constructor(private readonly io: NixIo) {}

  /** Forgets the paths of sources: files may have changed. */
  forget(): void {
    this.#sources.clear();
  }

  /** The store path of a file or folder, as a string that depends on it. */
  copyPath(path: string): ContextString {
    const existing = storePathOf(path) === path ? path : undefined;
    let storePath = existing ?? this.#sources.get(path);
    if (storePath === undefined) {
      storePath = this.addSource(path, baseNameOf(path));
      this.#sources.set(path, storePath);
    }
    return new ContextString(storePath, new Set([storePath]));
  }

  /** The store path that a source gets under a name, with only what the filter lets through. */
  addSource(path: string, name: string, filter?: PathFilter): string {
    const bytes = sha256(archive(this.io, path, filter));
    return fixedOutputPath(name, { algorithm: 'sha256', bytes }, true);
  }

  /** The store path that a single file gets by its contents alone. */
  addFlatFile(path: string, name: string): string {
    return fixedOutputPath(name, { algorithm: 'sha256', bytes: sha256(readBytes(this.io, path)) }, false);
  }

  /** The store path of a text. */
  addText(name: string, text: string, references: readonly string[]): string {
    const path = textPath(name, text, references);
    this.#texts.set(path, text);
    return path;
  }

  /** The text that `addText` put at a path. */
  textAt(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** Keeps a derivation and gives its path in the store and its outputs. */
  addDerivation(derivation: Derivation): { drvPath: string; outputs: DerivationOutputs } {
    const outputs = derivation.computeOutputs((path) => this.#derivationAt(path));
    const drvPath = this.addText(`${derivation.name}.drv`, derivation.show(outputs), derivation.references());
    this.#derivations.set(drvPath, derivation);
    return { drvPath, outputs };
  }

  #derivationAt(path: string): Derivation {
    const found = this.#derivations.get(path);
    if (found === undefined)
      throw new NixError('unsupported', `the derivation '${path}' is not known to this evaluator`);
    return found;
  }

  /** The function `derivation`: the attributes given, with those of the outputs, which are computed when needed. */
  derivationFunction(strict: Slot): PrimOp {
    return new PrimOp('derivation', 1, (attrs) => derivationSet(forceAttrs(attrs), strict));
  }
}

function derivationSet(attrs: AttrSet, strict: Slot): Value {
  const computed = lazy(() => callFunction(strict, attrs));
  const outputNames = outputsOf(attrs);
  const outputs = new Map<string, Slot>();
  const all = lazy(() => outputNames.map((name) => outputs.get(name) as Slot));
  const common = attrs.update(
    new AttrSet(
      new Map<string, Slot>([
        ['all', all],
        ['drvAttrs', attrs],
      ]),
    ),
  );
  for (const name of outputNames)
    outputs.set(
      name,
      lazy(() => outputSet(common, outputs, name, computed)),
    );
  return force(outputs.get(outputNames[0] ?? 'out') as Slot);
}

function outputSet(
  common: AttrSet,
  outputs: ReadonlyMap<string, Slot>,
  name: string,
  computed: Slot,
): AttrSet {
  const pick = (attribute: string): Slot => lazy(() => force(forceAttrs(computed).get(attribute) ?? null));
  const own: [string, Slot][] = [
    ['outPath', pick(name)],
    ['drvPath', pick('drvPath')],
    ['type', 'derivation'],
    ['outputName', name],
  ];
  return common.update(new AttrSet(outputs)).update(new AttrSet(new Map(own)));
}

function outputsOf(attrs: AttrSet): readonly string[] {
  const slot = attrs.get('outputs');
  if (slot === undefined) return ['out'];
  const value = force(slot);
  if (!Array.isArray(value))
    throw new NixError('type', "the 'outputs' attribute of a derivation must be a list");
  return (value as readonly Slot[]).map((item) => {
    const name = force(item);
    if (typeof name === 'string') return name;
    throw new NixError('type', "the 'outputs' attribute of a derivation must be a list of strings");
  });
}
