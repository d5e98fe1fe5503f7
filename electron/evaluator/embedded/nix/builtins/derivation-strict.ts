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
import { Derivation, type DerivationParts } from '../store/derivation';
import type { HashAlgorithm } from '../store/digest';
import { parseAlgorithm, parseHash } from '../store/hash-text';
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
    return result(store, new DerivationReader(name, attrs, copyPath).read());
  } catch (error) {
    if (error instanceof NixError)
      error.addFrame(`while evaluating derivation '${name}'`, attrs.positionOf('name'));
    throw error;
  }
}

function result(store: Store, derivation: Derivation): Value {
  const { drvPath, outputs } = store.addDerivation(derivation);
  const entries = new Map<string, Slot>([['drvPath', new ContextString(drvPath, new Set([`=${drvPath}`]))]]);
  for (const [output, path] of outputs)
    entries.set(output, new ContextString(path, new Set([`!${output}!${drvPath}`])));
  return new AttrSet(entries);
}

/** Kinds of derivations whose paths are only known when they are built. */
const unsupportedFlags: readonly string[] = ['__contentAddressed', '__impure'];

class DerivationReader {
  readonly #context = new Set<string>();
  readonly #environment = new Map<string, string>();
  #args: readonly string[] = [];

  constructor(
    private readonly name: string,
    private readonly attrs: AttrSet,
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
    for (const output of parts.outputNames) this.#environment.set(output, '');
    return new Derivation({ ...parts, ...this.#inputs() });
  }

  #bool(key: string): boolean {
    const slot = this.attrs.get(key);
    return (
      slot !== undefined && forceBool(slot, `the \`${key}\` attribute passed to builtins.derivationStrict`)
    );
  }

  #attribute(key: string, slot: Slot, structured: Map<string, NixJson> | undefined): void {
    try {
      if (unsupportedFlags.includes(key)) {
        if (!forceBool(slot)) return;
        throw new NixError('unsupported', `derivations with ${key} are not supported by this evaluator`);
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
    const reserved = names.find((part) => part === 'drv' || part === 'drvPath');
    if (reserved !== undefined) throw new NixError('eval', `invalid derivation output name '${reserved}'`);
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
    if (this.name.endsWith('.drv')) {
      throw new NixError('eval', "derivation names are not allowed to end in '.drv'");
    }
    const fixed = this.#fixed(structured);
    return {
      name: this.name,
      outputNames: this.#outputNames(structured),
      fixed,
      system,
      builder,
      args: this.#args,
      environment: this.#environment,
    };
  }

  #fixed(structured: ReadonlyMap<string, NixJson>): DerivationParts['fixed'] {
    const outputHash = this.#special('outputHash', structured);
    if (outputHash === undefined) return undefined;
    const named = this.#special('outputHashAlgo', structured);
    const algorithm: HashAlgorithm | undefined =
      named === undefined || named === '' ? undefined : parseAlgorithm(named);
    const mode = this.#special('outputHashMode', structured) ?? 'flat';
    if (mode !== 'flat' && mode !== 'recursive' && mode !== 'nar') {
      throw new NixError('eval', `invalid value '${mode}' for 'outputHashMode' attribute`);
    }
    return { hash: parseHash(outputHash, algorithm), isRecursive: mode !== 'flat' };
  }

  /** What the strings of the derivation depend on. */
  #inputs(): Pick<DerivationParts, 'inputDerivations' | 'inputSources'> {
    const inputDerivations = new Map<string, Set<string>>();
    const inputSources = new Set<string>();
    for (const element of this.#context) {
      if (element.startsWith('!')) {
        const bang = element.indexOf('!', 1);
        const path = element.slice(bang + 1);
        inputDerivations.set(path, (inputDerivations.get(path) ?? new Set()).add(element.slice(1, bang)));
      } else if (element.startsWith('=')) {
        throw new NixError(
          'unsupported',
          'a derivation that depends on all that another builds is not supported by this evaluator',
        );
      } else inputSources.add(element);
    }
    return { inputDerivations, inputSources };
  }
}
