/** Code for attribute sets and the bindings of `let`: plain, recursive, inherited and dynamic attributes. */
import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import { Thunk } from '../value/thunk';
import { AttrSet, compareBytes, force, type Slot, type Value } from '../value/value';
import { forceAttrs, forceStringNoContext } from './coerce';
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
    | { readonly kind: 'from'; readonly index: number };
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
  if (source.kind === 'from')
    return new Thunk(selectInherited, { slot: sources[source.index] as Slot, binding });
  return source.slot(source.kind === 'inner' ? env : outer);
}

function selectInherited(payload: { slot: Slot; binding: CompiledBinding }): Value {
  const { name, span } = payload.binding;
  const set = force(payload.slot);
  if (!(set instanceof AttrSet)) throw notASet(set, span);
  const slot = set.get(name);
  if (slot === undefined) throw missingAttribute(set, name, span);
  return force(slot);
}

/** Code for a set that is not recursive. */
export function plainSetCode(bindings: CompiledBindings): Code {
  const { statics, from } = bindings;
  const shape = shapeOf(statics);
  const addDynamics = dynamicsAdder(bindings);
  const count = statics.length;
  return (env) => {
    const sources = from.length === 0 ? noSlots : from.map((code) => code(env));
    const entries = new Map<string, Slot>();
    for (let index = 0; index < count; index++) {
      const binding = statics[index] as CompiledBinding;
      entries.set(binding.name, makeSlot(binding, env, env, sources));
    }
    if (addDynamics !== undefined) return addDynamics(entries, shape.positions, env);
    return new AttrSet(entries, shape.positions, shape.names);
  };
}

/** Code for a recursive set. */
export function recursiveSetCode(bindings: CompiledBindings): Code {
  const { statics } = bindings;
  const shape = shapeOf(statics);
  const fill = fillScope(bindings);
  const addDynamics = dynamicsAdder(bindings);
  const hasOverrides = statics.some((binding) => binding.name === '__overrides');
  return (outer) => {
    const env = fill(outer);
    const entries = new Map<string, Slot>();
    for (let index = 0; index < statics.length; index++) {
      entries.set((statics[index] as CompiledBinding).name, env[index + 1] as Slot);
    }
    let positions: ReadonlyMap<string, Span> = shape.positions;
    if (hasOverrides) positions = applyOverrides(statics, entries, env, positions);
    if (addDynamics !== undefined) return addDynamics(entries, positions, env);
    return new AttrSet(entries, positions, hasOverrides ? undefined : shape.names);
  };
}

/** What is the same for every set made by one expression. */
function shapeOf(statics: readonly CompiledBinding[]): {
  names: readonly string[];
  positions: ReadonlyMap<string, Span>;
} {
  return {
    names: statics.map((binding) => binding.name).sort(compareBytes),
    positions: new Map(statics.map((binding) => [binding.name, binding.span])),
  };
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
  for (const [name, slot] of overrides.entries) {
    entries.set(name, slot);
    const span = overrides.positionOf(name);
    if (span !== undefined) updated.set(name, span);
    const cell = statics.findIndex((binding) => binding.name === name);
    if (cell >= 0) env[cell + 1] = slot;
  }
  return updated;
}

type AddDynamics = (entries: Map<string, Slot>, positions: ReadonlyMap<string, Span>, env: Env) => AttrSet;

function dynamicsAdder(bindings: CompiledBindings): AddDynamics | undefined {
  const { dynamics } = bindings;
  if (dynamics.length === 0) return undefined;
  return (entries, positions, env) => {
    const allPositions = new Map(positions);
    for (const dynamic of dynamics) {
      const name = dynamicName(dynamic.name, env, dynamic.span);
      if (name === undefined) continue;
      if (entries.has(name)) throw duplicateDynamic(name, dynamic.span, allPositions.get(name));
      entries.set(name, dynamic.value(env));
      allPositions.set(name, dynamic.span);
    }
    return new AttrSet(entries, allPositions);
  };
}

/** The name that `${…}` gives; undefined for null, which means that the attribute is not there. */
function dynamicName(code: Code, env: Env, span: Span): string | undefined {
  try {
    const value = code(env);
    if (value === null) return undefined;
    return typeof value === 'string' ? value : forceStringNoContext(value);
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
