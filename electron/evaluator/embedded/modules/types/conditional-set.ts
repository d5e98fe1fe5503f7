/**
 * Sets of a structure (`structuralWith`) that are defined under conditions. In NixOS most sets are groups of options, and
 * `mkIf c { a = 1; }` defines the option `a` under a condition: reading `b` does not decide it. Here nothing declares
 * which sets are groups. So conditions around sets wait until somebody asks what is inside, or for all names:
 * `services.nginx = mkIf config.services.nginx.enable { … }` is no circle.
 */
import { AttrSet, NixError, force } from '../../nix';
import type { Slot, Value } from '../../nix';
import { RawDefinition } from '../definition';
import type { Wrap } from '../definition';
import { conditionOf, pushDown } from '../discharge';
import type { PushedConfig } from '../discharge';
import { ListedEntries } from '../listed-entries';
import { MergedDefinitions } from '../merge-definitions';
import type { Loc } from '../option-type';

/**
 * The set that the definitions make together, their conditions not decided; undefined where the definitions are no sets
 * all of them, have priorities, or no conditions.
 */
export function mergeConditionalSets(
  elementType: Slot,
  loc: Loc,
  raw: readonly RawDefinition[],
  isPlainSet: (value: Value) => boolean,
): AttrSet | undefined {
  if (!raw.some(mayHaveConditions)) return undefined;
  const parts: ConditionalPart[] = [];
  for (const definition of raw) {
    const pushed = pushedParts(definition);
    if (pushed === undefined) return undefined;
    for (const { file, value: slot, wraps } of pushed) {
      const value = force(slot);
      if (!(value instanceof AttrSet) || value.has('_type') || !isPlainSet(value)) return undefined;
      if (wraps.some(({ kind }) => kind === 'override')) return undefined;
      parts.push({ file, set: value, wraps, isDefault: definition.isDefault });
    }
  }
  if (!parts.some(({ wraps }) => wraps.length > 0)) return undefined;
  return new ConditionalSet(parts, elementType, loc);
}

interface ConditionalPart {
  readonly file: string;
  readonly set: AttrSet;
  readonly wraps: readonly Wrap[];
  readonly isDefault: boolean;
}

function mayHaveConditions({ wraps, value }: RawDefinition): boolean {
  if (wraps.length > 0) return true;
  const forced = force(value);
  return forced instanceof AttrSet && forced.has('_type');
}

/** Undefined where a content fails: perhaps its condition does not hold, and nobody needs it. */
function pushedParts({ file, value, wraps }: RawDefinition): readonly PushedConfig[] | undefined {
  const pushed: PushedConfig[] = [];
  try {
    pushDown(file, value, wraps, pushed);
    for (const part of pushed) force(part.value);
    return pushed;
  } catch (error) {
    if (error instanceof NixError && error.kind !== 'cancelled' && error.kind !== 'limit') return undefined;
    throw error;
  }
}

/** A set whose definitions are under conditions that may not have been decided. */
export class ConditionalSet extends AttrSet {
  #isAbsent: boolean | undefined;

  constructor(
    private readonly parts: readonly ConditionalPart[],
    elementType: Slot,
    loc: Loc,
  ) {
    super(new ConditionalEntries(parts, elementType, loc), () => positionsOf(parts));
  }

  /** Whether none of the conditions holds, so that there is no such set. Decides them. */
  get isAbsent(): boolean {
    return (this.#isAbsent ??= !this.parts.some(({ wraps }) => holds(wraps)));
  }
}

function positionsOf(parts: readonly ConditionalPart[]): AttrSet['positions'] {
  const [only] = parts;
  return parts.length === 1 ? only?.set.positions : undefined;
}

/** Whether all conditions hold, or may hold as only system Nix knows. */
function holds(wraps: readonly Wrap[]): boolean {
  return wraps.every((wrap) => wrap.kind !== 'if' || conditionOf(wrap.condition) !== false);
}

class ConditionalEntries extends ListedEntries<Slot> {
  readonly #elements = new Map<string, { readonly raw: RawDefinition[]; merged?: MergedDefinitions }>();

  constructor(
    parts: readonly ConditionalPart[],
    private readonly elementType: Slot,
    private readonly loc: Loc,
  ) {
    super();
    for (const { file, set, wraps, isDefault } of parts) {
      set.forEach((value, name) => {
        const raw = new RawDefinition(file, value, { set, name }, wraps, isDefault);
        const known = this.#elements.get(name);
        if (known === undefined) this.#elements.set(name, { raw: [raw] });
        else known.raw.push(raw);
      });
    }
  }

  get(name: string): Slot | undefined {
    const element = this.#elements.get(name);
    if (element === undefined) return undefined;
    element.merged ??= new MergedDefinitions([...this.loc, name], this.elementType, element.raw);
    return element.merged.value;
  }

  has(name: string): boolean {
    return this.#elements.get(name)?.raw.some(({ wraps }) => holds(wraps)) === true;
  }

  /** The attributes that are there: asking for all of them decides the conditions. */
  protected list(): ReadonlyMap<string, Slot> {
    const names = [...this.#elements.keys()].filter((name) => this.has(name));
    return new Map(names.map((name) => [name, this.get(name) ?? null]));
  }
}
