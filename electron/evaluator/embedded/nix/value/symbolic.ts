/**
 * Values that only system Nix knows: what `pkgs` holds, options of NixOS that nobody defines here, flake inputs that
 * are not on this machine. They stand in for the value and carry the expression that gives it, so that whatever is
 * made of them can be shown: `«pkgs.borgbackup»/bin/borg`. To code that does not know of them they are sets: their
 * attributes are symbolic again, they can be called, and become strings. What needs more than that fails with an error
 * of kind `needs-system-nix`.
 */
import { NixError } from '../errors';
import { AttrSet, ContextString, PathValue, PrimOp, force, lazy, type Slot, type Value } from './value';
import { isPlainName } from './names';
import { quoteString } from './quote-string';

/** Attributes that tell what a set is. A set whose other attributes are unknown has none of these. */
const protocolNames: ReadonlySet<string> = new Set([
  '_type',
  '__functor',
  '__functionArgs',
  '__toString',
  '__overrides',
  'outPath',
]);

/** An operation cannot go on without a value that only system Nix knows. */
export class NeedsSystemNixError extends NixError {
  constructor(
    /** What gives the value. */
    readonly expression: string,
    need: string,
  ) {
    super(
      'needs-system-nix',
      `«${expression}» is known to system Nix only, and ${need}`,
      undefined,
      'System Nix can tell: clan-inventory preview DIR MACHINE --evaluator nix',
    );
  }
}

/** The error of an operation that cannot go on without a value that only system Nix knows. */
export function needsSystemNix(text: string, what?: string): NeedsSystemNixError {
  return new NeedsSystemNixError(
    text,
    what === undefined ? 'its value decides what comes next' : `${what} is needed here`,
  );
}

/** The entries of a set that has known attributes and, for all other names, an answer of its own. */
class OpenEntries implements ReadonlyMap<string, Slot> {
  constructor(
    private readonly known: AttrSet,
    private readonly fallback: (name: string) => Slot | undefined,
    /** For a set whose names cannot be listed: its expression. */
    private readonly unlistable: (() => string) | undefined,
  ) {}

  get(name: string): Slot | undefined {
    return this.known.get(name) ?? (protocolNames.has(name) ? undefined : this.fallback(name));
  }

  has(name: string): boolean {
    return this.known.has(name);
  }

  get size(): number {
    return this.listed().size;
  }

  forEach(visit: (value: Slot, key: string, map: ReadonlyMap<string, Slot>) => void): void {
    this.listed().forEach((slot, name) => visit(slot, name, this));
  }

  entries(): MapIterator<[string, Slot]> {
    return this.listed().entries();
  }

  keys(): MapIterator<string> {
    return this.listed().keys();
  }

  values(): MapIterator<Slot> {
    return this.listed().values();
  }

  [Symbol.iterator](): MapIterator<[string, Slot]> {
    return this.entries();
  }

  private listed(): ReadonlyMap<string, Slot> {
    if (this.unlistable !== undefined) throw needsSystemNix(this.unlistable(), 'the list of its attributes');
    return this.known.entries;
  }
}

/**
 * A set of which some attributes are known, and that may have others. Its names are the known ones; any other attribute
 * is what `fallback` gives for it, mostly a {@link SymbolicValue}.
 */
export class OpenSet extends AttrSet {
  constructor(
    readonly known: AttrSet,
    readonly fallback: (name: string) => Slot | undefined,
    /** What the other attributes come from, to be shown beside the known ones. */
    readonly restText: string,
    /** Whether the known names are as good as all of them, so that they may be listed. */
    readonly isListable = true,
  ) {
    super(new OpenEntries(known, fallback, isListable ? undefined : () => restText), () => known.positions);
  }
}

/** A value that only system Nix knows. */
export class SymbolicValue extends AttrSet {
  #text: string | undefined;

  constructor(
    private readonly source: string | (() => string),
    /** Whether nobody may have defined the value, so that `value or default` is the default. */
    readonly mayBeAbsent = false,
  ) {
    const children = new Map<string, Slot>();
    // The entries need the value that they belong to, which is not there before they are.
    const owner: { value?: SymbolicValue } = {};
    const self = (): SymbolicValue => owner.value as SymbolicValue;
    super(
      new OpenEntries(
        AttrSet.empty,
        () => undefined,
        () => self().text,
      ),
    );
    owner.value = this;
    this.#children = children;
  }

  readonly #children: Map<string, Slot>;

  /** The expression, without marks: `pkgs.borgbackup`. */
  get text(): string {
    return (this.#text ??= typeof this.source === 'string' ? this.source : this.source());
  }

  override get(name: string): Slot | undefined {
    let child = this.#children.get(name);
    if (child === undefined) {
      child = this.attribute(name);
      if (child !== undefined) this.#children.set(name, child);
    }
    return child;
  }

  override has(name: string): boolean {
    return name === 'outPath' || name === '__functor';
  }

  /** The string that stands for the value inside other strings. */
  get string(): ContextString {
    return symbolicString(this.text);
  }

  /** What selecting an attribute gives; undefined where the value surely has no such attribute. */
  protected attribute(name: string): Slot | undefined {
    switch (name) {
      case 'outPath':
        return lazy(() => this.string);
      case '__functor':
        return new PrimOp('symbolic', 2, (_self, argument) => this.call(argument));
      default:
        return protocolNames.has(name) ? undefined : selected(this, name);
    }
  }

  /** What calling the value gives. */
  protected call(argument: Slot): Value {
    return new SymbolicValue(() => `${this.text} ${operand(argument)}`);
  }
}

function selected(value: SymbolicValue, name: string): SymbolicValue {
  return new SymbolicValue(() => {
    const { text } = value;
    return `${isCompound(text) ? `(${text})` : text}.${isPlainName(name) ? name : quoteString(name)}`;
  }, value.mayBeAbsent);
}

/** What takes the place of all elements of a list that only system Nix knows. */
export class SymbolicRest extends SymbolicValue {}

/**
 * One of two values, by a condition that only system Nix knows; without `whenFalse` a value that is there only if the
 * condition holds, in a list or a set.
 */
export class ConditionalValue extends SymbolicValue {
  constructor(
    readonly condition: SymbolicValue,
    readonly whenTrue: Slot,
    readonly whenFalse: Slot | undefined,
  ) {
    super(() => {
      const end = whenFalse === undefined ? '' : ` else ${operand(whenFalse)}`;
      return `if ${condition.text} then ${operand(whenTrue)}${end}`;
    });
  }

  protected override attribute(name: string): Slot | undefined {
    if (name === '_type' || name === '__functionArgs' || name === '__toString') return undefined;
    if (name === 'outPath' || name === '__functor') return super.attribute(name);
    const whenTrue = attributeOf(this.whenTrue, name);
    const whenFalse = attributeOf(this.whenFalse, name);
    if (whenTrue === undefined) return whenFalse === undefined ? super.attribute(name) : whenFalse;
    return new ConditionalValue(this.condition, whenTrue, whenFalse);
  }
}

function attributeOf(slot: Slot | undefined, name: string): Slot | undefined {
  if (slot === undefined) return undefined;
  const value = force(slot);
  return value instanceof AttrSet ? value.get(name) : undefined;
}

/** The marker of an expression as text inside strings: `«pkgs.jq»`. */
export function symbolicString(text: string): ContextString {
  return new ContextString(`«${text}»`, new Set([`«${text}»`]));
}

/** Whether an element of a string's context says that a part of the text is known to system Nix only. */
export function isSymbolicContext(element: string): boolean {
  return element.startsWith('«');
}

/** Whether a part of a string is known to system Nix only. */
export function isSymbolicString(value: Value): value is ContextString {
  return value instanceof ContextString && [...value.context].some(isSymbolicContext);
}

/** The expression of a value that cannot be shown by its parts, as only system Nix knows all of them. */
export function wholeSymbol(value: Value): string | undefined {
  if (value instanceof SymbolicValue) return value.text;
  return value instanceof OpenSet && !value.isListable ? value.restText : undefined;
}

/** The expressions of what system Nix alone knows in a value: itself, or parts of its text. */
export function symbolsIn(value: Value): readonly string[] {
  if (value instanceof SymbolicValue) return [value.text];
  if (!(value instanceof ContextString)) return [];
  return [...value.context].filter(isSymbolicContext).map((element) => element.slice(1, -1));
}

/** Whether an expression is more than names and dots, so that it goes into parentheses within another one. */
function isCompound(text: string): boolean {
  return / /.test(text.replace(/"(?:[^"\\]|\\.)*"/g, ''));
}

const maxText = 40;

/** A value in short, as an argument within an expression. Computes no more than it must, and never fails. */
export function operand(slot: Slot): string {
  let value: Value;
  try {
    value = force(slot);
  } catch (error) {
    if (error instanceof NixError) return '…';
    throw error;
  }
  if (value instanceof SymbolicValue) return isCompound(value.text) ? `(${value.text})` : value.text;
  if (typeof value === 'string') return shortQuoted(value);
  // What the marks stand for is an expression in this one.
  if (value instanceof ContextString) return quotedSymbols(value);
  if (value instanceof PathValue) return value.path.slice(value.path.lastIndexOf('/') + 1);
  if (value instanceof AttrSet) return wholeSymbol(value) ?? (value.size === 0 ? '{ }' : '{ … }');
  if (Array.isArray(value)) return value.length === 0 ? '[ ]' : '[ … ]';
  return typeof value === 'object' && value !== null ? '<function>' : String(value);
}

/** A text whose marks become the expressions that they stand for. */
function quotedSymbols({ text }: ContextString): string {
  const whole = /^«([^«»]*)»$/.exec(text)?.[1];
  if (whole !== undefined) return isCompound(whole) ? `(${whole})` : whole;
  return shortQuoted(text).replace(/«([^«»]*)»/g, '${$1}');
}

function shortQuoted(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line === text && text.length <= maxText ? quoteString(text) : `"${line.slice(0, maxText)}…"`;
}
