/** The inputs that a flake declares. */
import { NixError } from '../../errors';
import { forceAttrs, isString, stringText } from '../../eval/coerce';
import type { FlakeRef, FlakeRefValue } from '../../flake/flake-ref';
import { type AttrSet, PathValue, force, type Slot } from '../../value/value';

/** What `inputs.<name>` says. */
export class Declaration {
  readonly #set: AttrSet | undefined;

  constructor(slot: Slot | undefined) {
    this.#set = slot === undefined ? undefined : forceAttrs(slot, 'the declaration of a flake input');
  }

  get url(): string | undefined {
    return this.#text('url');
  }

  get follows(): string | undefined {
    return this.#text('follows');
  }

  get isFlake(): boolean {
    const slot = this.#set?.get('flake');
    return slot === undefined || force(slot) !== false;
  }

  /** A reference written as attributes. */
  get ref(): FlakeRef | undefined {
    if (this.#set === undefined || !this.#set.has('type')) return undefined;
    const attributes = this.#set
      .names()
      .filter((name) => !['inputs', 'flake', 'follows', 'url'].includes(name));
    const entries = attributes.map((name): [string, FlakeRefValue] => {
      const value = force(this.#set?.get(name) ?? null);
      const isPlain = typeof value === 'bigint' || typeof value === 'boolean';
      return [name, isPlain ? value : (this.#text(name) ?? '')];
    });
    return new Map(entries);
  }

  get inputs(): ReadonlyMap<string, Declaration> {
    const inputs = this.#set?.get('inputs');
    if (inputs === undefined) return new Map();
    const set = forceAttrs(inputs, 'the inputs of a flake input');
    return new Map(set.names().map((name) => [name, new Declaration(set.get(name))]));
  }

  #text(name: string): string | undefined {
    const slot = this.#set?.get(name);
    if (slot === undefined) return undefined;
    const value = force(slot);
    if (isString(value)) return stringText(value);
    if (value instanceof PathValue) return value.path;
    throw new NixError('type', `a flake input attribute '${name}' is not a string`);
  }
}
