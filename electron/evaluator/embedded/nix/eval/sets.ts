/** Code for attribute sets and the bindings of `let`: plain, recursive, inherited and dynamic attributes. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import { Shape, type ShapePlaces } from '../value/shape';
import { SymbolicValue } from '../value/symbolic';
import { AttrSet, ContextString, compareBytes, force, type Slot, type Value } from '../value/value';
import { forceAttrs, forceStringNoContext, typeError } from './coerce';
import { AttrFinder } from './attr-finder';
import type { Code, Env, SlotCode } from './env';
import { missingAttribute, notASet } from './select';

/** An attribute whose name is known: how its slot is made. */
export interface CompiledBinding {
  readonly name: string;
  readonly span: Span;
  /**
   * `inner`: in the environment of the set itself (of its own variables, when recursive); `outer`: in the one around;
   * `from`: attribute of the numbered `inherit (…)` expression.
   */
  readonly source:
    | { readonly kind: 'inner' | 'outer'; readonly slot: SlotCode }
    | { readonly kind: 'from'; readonly index: number; readonly select: (from: Slot) => Value };
}

/** An attribute whose name is computed. */
export interface CompiledDynamic {
  readonly name: Code;
  readonly value: SlotCode;
  readonly span: Span;
}

/** All bindings of a set or a `let`, compiled. */
export interface CompiledBindings {
  readonly statics: readonly CompiledBinding[];
  readonly dynamics: readonly CompiledDynamic[];
  /** The expressions of `inherit (…)`. */
  readonly from: readonly SlotCode[];
}

/** Fills the cells of a recursive scope: the attributes in order, from cell 1. */
export function fillScope(bindings: CompiledBindings): (outer: Env) => Env {
  const { statics, from } = bindings;
  return (outer) => {
    const env: Env = new Array<Env | Slot | undefined>(statics.length + 1);
    env[0] = outer;
    const sources = from.length === 0 ? noSlots : from.map((code) => code(env));
    for (let index = 0; index < statics.length; index++) {
      env[index + 1] = makeSlot(statics[index] as CompiledBinding, env, outer, sources);
    }
    return env;
  };
}

const noSlots: readonly Slot[] = [];

function makeSlot(binding: CompiledBinding, env: Env, outer: Env, sources: readonly Slot[]): Slot {
  const { source } = binding;
  if (source.kind === 'from') return new Thunk(source.select, sources[source.index]);
  return source.slot(source.kind === 'inner' ? env : outer);
}

/** Code for `inherit (from) name`, given the slot of `from`. */
export function selectInherited(name: string, span: Span): (from: Slot) => Value {
  const finder = new AttrFinder(name);
  return (from) => {
    const set = force(from);
    if (!(set instanceof AttrSet)) throw notASet(set, span);
    const slot = finder.find(set);
    if (slot === undefined) throw missingAttribute(set, name, span);
    return force(slot);
  };
}

/** Code for a set that is not recursive. */
export function plainSetCode(bindings: CompiledBindings): Code {
  const { from } = bindings;
  if (bindings.dynamics.length > 0) return dynamicSetCode(bindings);
  const statics = inNixOrder(bindings.statics);
  const { shape, places } = shapeOf(statics);
  const count = statics.length;
  if (from.length === 0) {
    const codes = statics.map(slotCodeOf);
    return (env) => {
      const slots = new Array<Slot>(count);
      for (let index = 0; index < count; index++) slots[index] = (codes[index] as SlotCode)(env);
      return AttrSet.shaped(shape, slots, places);
    };
  }
  return (env) => {
    const sources = from.map((code) => code(env));
    const slots = new Array<Slot>(count);
    for (let index = 0; index < count; index++) {
      slots[index] = makeSlot(statics[index] as CompiledBinding, env, env, sources);
    }
    return AttrSet.shaped(shape, slots, places);
  };
}

/** The code of a binding that takes nothing from an `inherit (…)`; in a plain set, inside and outside are the same. */
function slotCodeOf({ source }: CompiledBinding): SlotCode {
  return source.kind === 'from' ? () => null : source.slot;
}

/** Code for a set that is not recursive and has computed names. */
function dynamicSetCode(bindings: CompiledBindings): Code {
  const { statics, from } = bindings;
  const positions = placesByName(statics);
  return (env) => {
    const sources = from.length === 0 ? noSlots : from.map((code) => code(env));
    const entries = new Map<string, Slot>();
    for (const binding of statics) entries.set(binding.name, makeSlot(binding, env, env, sources));
    return addDynamics(bindings.dynamics, entries, positions, env);
  };
}

/** Code for a recursive set. */
export function recursiveSetCode(bindings: CompiledBindings): Code {
  const { statics, dynamics } = bindings;
  const hasOverrides = statics.some((binding) => binding.name === '__overrides');
  const fill = fillScope(hasOverrides ? { ...bindings, statics: statics.map(delayed) } : bindings);
  if (hasOverrides || dynamics.length > 0) return irregularRecursiveSetCode(bindings, fill, hasOverrides);
  const sorted = inNixOrder(statics);
  const { shape, places } = shapeOf(sorted);
  const cells = sorted.map((binding) => statics.indexOf(binding) + 1);
  return (outer) => {
    const env = fill(outer);
    const slots = new Array<Slot>(cells.length);
    for (let index = 0; index < cells.length; index++) slots[index] = env[cells[index] as number] as Slot;
    return AttrSet.shaped(shape, slots, places);
  };
}

/** A binding that looks at no variable before `__overrides` has replaced what it replaces. */
function delayed(binding: CompiledBinding): CompiledBinding {
  const { source } = binding;
  if (source.kind !== 'inner') return binding;
  const slot: SlotCode = (env) => new Thunk((inner: Env) => force(source.slot(inner)), env);
  return { ...binding, source: { kind: 'inner', slot } };
}

/** Code for a recursive set with computed names or `__overrides`. */
function irregularRecursiveSetCode(
  { statics, dynamics }: CompiledBindings,
  fill: (outer: Env) => Env,
  hasOverrides: boolean,
): Code {
  const written = placesByName(statics);
  return (outer) => {
    const env = fill(outer);
    const entries = new Map<string, Slot>();
    for (let index = 0; index < statics.length; index++) {
      entries.set((statics[index] as CompiledBinding).name, env[index + 1] as Slot);
    }
    const positions = hasOverrides ? applyOverrides(statics, entries, env, written) : written;
    return dynamics.length > 0
      ? addDynamics(dynamics, entries, positions, env)
      : new AttrSet(entries, positions);
  };
}

function inNixOrder(statics: readonly CompiledBinding[]): readonly CompiledBinding[] {
  return [...statics].sort((a, b) => compareBytes(a.name, b.name));
}

/** What is the same for every set made by one expression; its bindings are given in Nix order. */
function shapeOf(statics: readonly CompiledBinding[]): { shape: Shape; places: ShapePlaces } {
  return {
    shape: Shape.of(statics.map((binding) => binding.name)),
    places: statics.map((binding) => binding.span),
  };
}

function placesByName(statics: readonly CompiledBinding[]): ReadonlyMap<string, Span> {
  return new Map(statics.map((binding) => [binding.name, binding.span]));
}

/** The old `__overrides`: its attributes replace those of the set, also for the set's own variables. */
function applyOverrides(
  statics: readonly CompiledBinding[],
  entries: Map<string, Slot>,
  env: Env,
  positions: ReadonlyMap<string, Span>,
): ReadonlyMap<string, Span> {
  const overrides = forceAttrs(entries.get('__overrides') ?? null, 'the `__overrides` attribute');
  const updated = new Map(positions);
  overrides.forEach((slot, name) => {
    entries.set(name, slot);
    const span = overrides.positionOf(name);
    if (span !== undefined) updated.set(name, span);
    const cell = statics.findIndex((binding) => binding.name === name);
    if (cell >= 0) env[cell + 1] = slot;
  });
  return updated;
}

function addDynamics(
  dynamics: readonly CompiledDynamic[],
  entries: Map<string, Slot>,
  positions: ReadonlyMap<string, Span>,
  env: Env,
): AttrSet {
  const allPositions = new Map(positions);
  for (const dynamic of dynamics) {
    const name = dynamicName(dynamic.name, env, dynamic.span);
    if (name === undefined) continue;
    if (entries.has(name)) throw duplicateDynamic(name, dynamic.span, allPositions.get(name));
    entries.set(name, dynamic.value(env));
    allPositions.set(name, dynamic.span);
  }
  return new AttrSet(entries, allPositions);
}

/** The name that `${…}` gives; undefined for null, which means that the attribute is not there. */
function dynamicName(code: Code, env: Env, span: Span): string | undefined {
  const value = code(env);
  if (value === null) return undefined;
  if (typeof value === 'string') return value;
  try {
    if (value instanceof ContextString || value instanceof SymbolicValue) return forceStringNoContext(value);
    throw typeError('a string', value, undefined, span);
  } catch (error) {
    if (error instanceof NixError) error.addFrame('while evaluating the name of a dynamic attribute', span);
    throw error;
  }
}

function duplicateDynamic(name: string, span: Span, existing: Span | undefined): NixError {
  const place = existing === undefined ? undefined : existing.source.lineColumn(existing.start);
  const where = place === undefined ? '' : ` at ${existing?.source.path}:${place.line}:${place.column}`;
  return new NixError('duplicate-attribute', `dynamic attribute '${name}' already defined${where}`, span);
}
