/**
 * `config` as the modules of a machine see it when NixOS is not there: what some module defines is known; an option that
 * nobody defines has the value that NixOS gives it, which is `«config.a.b»` here. Options that modules of the clan
 * declare themselves are as they are.
 */
import { AttrSet, OpenSet, SymbolicValue, force, isPlainName, lazy, quoteString } from '../../nix';
import type { Slot, Value } from '../../nix';
import { ListedEntries, absentValue } from '../../modules';
import { isNixosEntry } from './nixos-conventions';

/** A view of a machine's configuration; `options` is its option tree, where `_type = "option"` marks declared ones. */
export function openConfiguration(config: AttrSet, options: Slot): AttrSet {
  return openView(
    config,
    lazy(() => force(options)),
    'config',
    [],
  );
}

/** A view of a machine's option tree: an option that no module of the clan declares is known to system Nix only. */
export function openOptions(options: AttrSet): AttrSet {
  return openView(options, undefined, 'options', []);
}

function openView(set: AttrSet, options: Slot | undefined, text: string, path: readonly string[]): AttrSet {
  const unknown = new Map<string, Slot>();
  const fallback = (name: string): Slot => {
    const known = unknown.get(name);
    if (known !== undefined) return known;
    const made = new SymbolicValue(`${text}.${attributeText(name)}`, true);
    unknown.set(name, made);
    return made;
  };
  const viewOf = (value: Value, name: string): Value => {
    if (value === absentValue) return force(fallback(name));
    if (!(value instanceof AttrSet) || !isContainer(value)) return value;
    const option = optionsAt(options, name);
    const inner = [...path, name];
    // Entries of what NixOS declares too have options that are declared there alone.
    const isKnown = option === 'declared' && !isNixosEntry([...inner, '*']);
    if (isKnown) return value;
    const below = option === 'declared' ? undefined : option;
    return openView(value, below, `${text}.${attributeText(name)}`, inner);
  };
  const entries = new MappedEntries(set, (value, name) => viewOf(value, name));
  return new OpenSet(new AttrSet(entries, () => set.positions), fallback, text);
}

/** The attributes of a set, each mapped when it is read; which there are is asked of the set when somebody wants to know. */
class MappedEntries extends ListedEntries<Slot> {
  readonly #mapped = new Map<string, Slot>();

  constructor(
    private readonly set: AttrSet,
    private readonly map: (value: Value, name: string) => Value,
  ) {
    super();
  }

  get(name: string): Slot | undefined {
    const known = this.#mapped.get(name);
    if (known !== undefined) return known;
    const slot = this.set.get(name);
    if (slot === undefined) return undefined;
    const mapped = lazy(() => this.map(force(slot), name));
    this.#mapped.set(name, mapped);
    return mapped;
  }

  has(name: string): boolean {
    return this.set.has(name);
  }

  protected list(): ReadonlyMap<string, Slot> {
    return new Map(this.set.names().map((name) => [name, this.get(name) ?? null]));
  }
}

/** A set that holds configuration, rather than one that is a value: a package, a function, a property. */
function isContainer(set: AttrSet): boolean {
  if (set instanceof SymbolicValue || set instanceof OpenSet) return false;
  return !['_type', 'outPath', '__functor', '__toString'].some((name) => set.has(name));
}

/** The options below a name; undefined where there are none. */
function optionsAt(options: Slot | undefined, name: string): AttrSet | 'declared' | undefined {
  const set = options === undefined ? undefined : force(options);
  const slot = set instanceof AttrSet ? set.get(name) : undefined;
  const found = slot === undefined ? undefined : force(slot);
  if (!(found instanceof AttrSet)) return undefined;
  return found.has('_type') ? 'declared' : found;
}

function attributeText(name: string): string {
  return isPlainName(name) ? name : quoteString(name);
}
