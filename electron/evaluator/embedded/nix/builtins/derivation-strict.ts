/** `derivationStrict`: attributes to a derivation and the store paths of its outputs. */
import { NixError } from '../errors';
import {
  coerceToString,
  forceAttrs,
  forceBool,
  forceList,
  forceStringNoContext,
  stringContext,
  stringText,
} from '../eval/coerce';
import { toJsonValue, jsonText, type NixJson } from '../print/json';
import { Derivation, type DerivationParts, type OutputKind } from '../store/derivation';
import { derivationInputs } from '../store/derivation-inputs';
import { digestLengths, type HashAlgorithm } from '../store/digest';
import { parseHashOrNone } from '../store/hash-text';
import { checkStoreName, methodPrefixes, type IngestionMethod } from '../store/store-paths';
import type { Store } from '../store/store';
import { AttrSet, ContextString, force, type Slot, type Value } from '../value/value';

/** Puts a path into the store and gives its store path. */
type CopyPath = (path: string) => string | ContextString;

/** The store paths of a derivation (`drvPath`) and of each of its outputs. Throws NixError. */
export function derivationStrict(store: Store, argument: Slot, copyPath: CopyPath): Value {
  const attrs = forceAttrs(argument, 'the argument passed to builtins.derivationStrict');
  const nameSlot = attrs.get('name');
  if (nameSlot === undefined) throw new NixError('missing-attribute', "attribute 'name' missing");
  const name = forceStringNoContext(nameSlot, 'the `name` attribute passed to builtins.derivationStrict');
  try {
    checkDerivationName(name);
    return result(store, new DerivationReader(name, attrs, store, copyPath).read());
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame(`while evaluating derivation '${name}'`, attrs.positionOf('name'));
    throw error;
  }
}

function checkDerivationName(name: string): void {
  try {
    checkStoreName(name);
  } catch (error) {
    if (!(error instanceof NixError)) throw error;
    throw new NixError(
      error.kind,
      `invalid derivation name: ${error.message}. Please pass a different 'name'.`,
    );
  }
}

function result(store: Store, derivation: Derivation): Value {
  const { drvPath, outputs } = store.addDerivation(derivation);
  const entries = new Map<string, Slot>([['drvPath', new ContextString(drvPath, new Set([`=${drvPath}`]))]]);
  for (const [output, path] of outputs)
    entries.set(output, new ContextString(path, new Set([`!${output}!${drvPath}`])));
  return new AttrSet(entries);
}

class DerivationReader {
  readonly #context = new Set<string>();
  readonly #environment = new Map<string, string>();
  readonly #flags = new Set<string>();
  #args: readonly string[] = [];

  constructor(
    private readonly name: string,
    private readonly attrs: AttrSet,
    private readonly store: Store,
    private readonly copyPath: CopyPath,
  ) {}

  read(): Derivation {
    const ignoreNulls = this.#bool('__ignoreNulls');
    const isStructured = this.#bool('__structuredAttrs');
    const structured = new Map<string, NixJson>();
    for (const key of this.attrs.names()) {
      const slot = this.attrs.get(key) as Slot;
      if (key === '__ignoreNulls' || (ignoreNulls && force(slot) === null)) continue;
      this.#attribute(key, slot, isStructured ? structured : undefined);
    }
    const parts = this.#parts(structured);
    if (isStructured) this.#environment.set('__json', jsonText(structured));
    return new Derivation({ ...parts, ...derivationInputs(this.store, this.#context) });
  }

  #bool(key: string): boolean {
    const slot = this.attrs.get(key);
    return (
      slot !== undefined && forceBool(slot, `the \`${key}\` attribute passed to builtins.derivationStrict`)
    );
  }

  #attribute(key: string, slot: Slot, structured: Map<string, NixJson> | undefined): void {
    try {
      if (key === '__contentAddressed' || key === '__impure') {
        // A flag that is off counts as any other attribute.
        if (forceBool(slot)) return void this.#flags.add(key);
      }
      if (key === 'args') this.#args = forceList(slot).map((item) => this.#string(item));
      else if (structured === undefined) this.#environment.set(key, this.#string(slot));
      else if (key !== '__structuredAttrs') {
        if (key === 'outputs') forceList(slot);
        structured.set(key, toJsonValue(slot, { pathToString: this.copyPath, context: this.#context }));
      }
    } catch (error) {
      const frame = `while evaluating attribute '${key}' of derivation '${this.name}'`;
      if (error instanceof NixError) error.addFrame(frame, this.attrs.positionOf(key));
      throw error;
    }
  }

  #string(slot: Slot): string {
    const value = coerceToString(slot, { isLoose: true, pathToString: this.copyPath });
    for (const element of stringContext(value)) this.#context.add(element);
    return stringText(value);
  }

  /** A special attribute, wherever it was put. */
  #special(key: string, structured: ReadonlyMap<string, NixJson>): string | undefined {
    const value = this.#environment.get(key) ?? structured.get(key);
    return typeof value === 'string' ? value : undefined;
  }

  #outputNames(structured: ReadonlyMap<string, NixJson>): readonly string[] {
    const listed = structured.get('outputs');
    const text = this.#special('outputs', structured);
    if (listed === undefined && text === undefined) return ['out'];
    const names = Array.isArray(listed)
      ? listed.map(String)
      : (text ?? '').split(/\s+/).filter((part) => part !== '');
    if (names.length === 0) throw new NixError('eval', 'derivation cannot have an empty set of outputs');
    const twice = names.find((part, index) => names.indexOf(part) !== index);
    if (twice !== undefined) throw new NixError('eval', `duplicate derivation output '${twice}'`);
    if (names.includes('drvPath')) throw new NixError('eval', "invalid derivation output name 'drvPath'");
    return names;
  }

  #parts(
    structured: ReadonlyMap<string, NixJson>,
  ): Omit<DerivationParts, 'inputDerivations' | 'inputSources'> {
    const builder = this.#special('builder', structured);
    if (builder === undefined || builder === '')
      throw new NixError('eval', "required attribute 'builder' missing");
    const system = this.#special('system', structured);
    if (system === undefined || system === '')
      throw new NixError('eval', "required attribute 'system' missing");
    const outputNames = this.#outputNames(structured);
    const outputKind = this.#outputKind(structured, outputNames);
    return {
      name: this.name,
      outputNames,
      outputKind,
      system,
      builder,
      args: this.#args,
      environment: this.#environment,
    };
  }

  #outputKind(structured: ReadonlyMap<string, NixJson>, outputNames: readonly string[]): OutputKind {
    const method = parseMethod(this.#special('outputHashMode', structured));
    const hasOnlyOut = outputNames.length === 1 && outputNames[0] === 'out';
    if (this.name.endsWith('.drv') && !(method === 'text' && hasOnlyOut)) {
      throw new NixError(
        'eval',
        "derivation names are allowed to end in '.drv' only if they produce a single derivation file",
      );
    }
    const algorithm = algorithmIfKnown(this.#special('outputHashAlgo', structured));
    const outputHash = this.#special('outputHash', structured);
    if (outputHash !== undefined) {
      if (!hasOnlyOut)
        throw new NixError('eval', 'multiple outputs are not supported in fixed-output derivations');
      return { kind: 'fixed', hash: parseHashOrNone(outputHash, algorithm), method: method ?? 'flat' };
    }
    if (this.#flags.size === 0) return { kind: 'by-inputs' };
    if (this.#flags.size === 2)
      throw new NixError('eval', 'derivation cannot be both content-addressed and impure');
    return {
      kind: this.#flags.has('__impure') ? 'impure' : 'floating',
      algorithm: algorithm ?? 'sha256',
      method: method ?? 'nar',
    };
  }
}

function parseMethod(mode: string | undefined): IngestionMethod | undefined {
  if (mode === undefined) return undefined;
  if (mode === 'recursive') return 'nar';
  if (Object.hasOwn(methodPrefixes, mode)) return mode as IngestionMethod;
  throw new NixError('eval', `invalid value '${mode}' for 'outputHashMode' attribute`);
}

/** An unknown function counts as none. */
function algorithmIfKnown(name: string | undefined): HashAlgorithm | undefined {
  return name !== undefined && Object.hasOwn(digestLengths, name) ? (name as HashAlgorithm) : undefined;
}
