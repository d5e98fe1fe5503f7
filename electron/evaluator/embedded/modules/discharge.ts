/**
 * Properties at work: pushing them down into sets, deciding `mkIf`, choosing by priority, sorting by order. The same
 * steps, in the same order and equally lazy, as `pushDownProperties`, `dischargeProperties`, `filterOverrides` and
 * `sortProperties` of nixpkgs.
 */
import {
  AttrSet,
  ConditionalValue,
  NixError,
  SymbolicValue,
  force,
  forceInt,
  forceList,
  isList,
  symbolicNot,
} from '../nix';
import type { Slot } from '../nix';
import { looseText } from '../lib/text';
import { textOf } from '../lib/value-tests';
import { Definition, wrapValue } from './definition';
import type { RawDefinition, Wrap } from './definition';
import { defaultOrderPriority, defaultOverridePriority, noDefinitionPriority } from './properties';

/**
 * A configuration set of one module at one level, with the properties that were around it
 * (`lib.modules.pushDownProperties`).
 */
export interface PushedConfig {
  readonly file: string;
  readonly value: Slot;
  readonly wraps: readonly Wrap[];
}

/**
 * `lib.modules.pushDownProperties`: expands `mkMerge` and moves `mkIf` and `mkOverride` onto the attributes inside.
 * What comes out is added to `result`.
 */
export function pushDown(file: string, slot: Slot, wraps: readonly Wrap[], result: PushedConfig[]): void {
  const value = force(slot);
  if (value instanceof ConditionalValue) {
    pushDown(file, value.whenTrue, [...wraps, { kind: 'if', condition: value.condition }], result);
    const condition = symbolicNot(value.condition);
    if (value.whenFalse !== undefined)
      pushDown(file, value.whenFalse, [...wraps, { kind: 'if', condition }], result);
    return;
  }
  const tag = tagOfValue(value);
  if (tag === undefined || !(value instanceof AttrSet)) {
    result.push({ file, value, wraps });
  } else if (tag === 'merge') {
    for (const content of forceList(attribute(value, 'contents'))) pushDown(file, content, wraps, result);
  } else if (tag === 'if') {
    const condition = attribute(value, 'condition');
    pushDown(file, attribute(value, 'content'), [...wraps, { kind: 'if', condition }], result);
  } else if (tag === 'override') {
    const priority = attribute(value, 'priority');
    pushDown(file, attribute(value, 'content'), [...wraps, { kind: 'override', priority }], result);
  } else {
    result.push({ file, value, wraps });
  }
}

function tagOfValue(value: unknown): string | undefined {
  if (!(value instanceof AttrSet)) return undefined;
  const tag = value.get('_type');
  return tag === undefined ? undefined : textOf(tag);
}

/** The attribute, or the NixError that selecting it gives. */
export function attribute(set: AttrSet, name: string): Slot {
  const slot = set.get(name);
  if (slot === undefined) throw new NixError('missing-attribute', `attribute '${name}' missing`);
  return slot;
}

/** A definition after `mkIf` and `mkMerge`, with the priority it has. */
export interface Discharged {
  readonly definition: Definition;
  readonly priority: bigint;
}

/** Conditions that only system Nix knows, met on the way to a value. */
type Conditions = readonly SymbolicValue[];
const noConditions: Conditions = [];

/**
 * `lib.modules.dischargeProperties`: decides `mkIf` and expands `mkMerge`. An override ends the search: what is inside
 * it is its value. A definition whose condition only system Nix knows stays, and keeps the condition. Throws NixError
 * for a condition that is no boolean.
 */
export function discharge(raw: RawDefinition, result: Discharged[]): void {
  let conditions = noConditions;
  for (const [index, wrap] of raw.wraps.entries()) {
    if (wrap.kind === 'override') {
      const content = wrapValue(raw.wraps, raw.value, index + 1);
      result.push(overridden(raw, wrap.priority, content, conditions));
      return;
    }
    const condition = conditionOf(wrap.condition);
    if (condition === false) return;
    if (condition !== true) conditions = [...conditions, condition];
  }
  dischargeValue(raw, raw.value, result, conditions);
}

function dischargeValue(raw: RawDefinition, slot: Slot, result: Discharged[], conditions: Conditions): void {
  const value = force(slot);
  if (value instanceof ConditionalValue) {
    dischargeConditional(raw, value, result, conditions);
    return;
  }
  const tag = tagOfValue(value);
  if (tag === undefined || !(value instanceof AttrSet)) {
    result.push(plain(raw, value, conditions));
  } else if (tag === 'merge') {
    for (const content of forceList(attribute(value, 'contents')))
      dischargeValue(raw, content, result, conditions);
  } else if (tag === 'if') {
    const condition = conditionOf(attribute(value, 'condition'));
    if (condition === false) return;
    const inner = condition === true ? conditions : [...conditions, condition];
    dischargeValue(raw, attribute(value, 'content'), result, inner);
  } else if (tag === 'override') {
    result.push(overridden(raw, attribute(value, 'priority'), attribute(value, 'content'), conditions));
  } else if (tag === 'definition') {
    result.push(located(raw, value, conditions));
  } else {
    result.push(plain(raw, value, conditions));
  }
}

/** What has parts or properties is taken apart into a definition for each case; the choice of a scalar is a scalar. */
function dischargeConditional(
  raw: RawDefinition,
  value: ConditionalValue,
  result: Discharged[],
  conditions: Conditions,
): void {
  const { condition, whenTrue, whenFalse } = value;
  if (whenFalse !== undefined && isScalar(whenTrue) && isScalar(whenFalse)) {
    result.push(plain(raw, value, conditions));
    return;
  }
  dischargeValue(raw, whenTrue, result, [...conditions, condition]);
  if (whenFalse !== undefined)
    dischargeValue(raw, whenFalse, result, [...conditions, symbolicNot(condition)]);
}

function isScalar(slot: Slot): boolean {
  const value = force(slot);
  return !(value instanceof AttrSet) && !isList(value);
}

function plain(raw: RawDefinition, value: Slot, conditions: Conditions): Discharged {
  return {
    definition: new Definition(raw.file, value, raw.holder, raw.isDefault, undefined, undefined, conditions),
    priority: defaultOverridePriority,
  };
}

function overridden(raw: RawDefinition, priority: Slot, content: Slot, conditions: Conditions): Discharged {
  return {
    definition: plain(raw, content, conditions).definition,
    priority: forceInt(priority),
  };
}

/** `mkDefinition`: says itself which file it is from. Its value may be an override. */
function located(raw: RawDefinition, set: AttrSet, conditions: Conditions): Discharged {
  const file = looseText(attribute(set, 'file'));
  const content = attribute(set, 'value');
  const inner = force(content);
  if (inner instanceof AttrSet && tagOfValue(inner) === 'override') {
    const value = attribute(inner, 'content');
    return {
      definition: new Definition(file, value, raw.holder, false, undefined, undefined, conditions),
      priority: forceInt(attribute(inner, 'priority')),
    };
  }
  const definition = new Definition(file, content, raw.holder, false, undefined, set, conditions);
  return { definition, priority: defaultOverridePriority };
}

/** What a condition of `mkIf` says. Throws NixError for one that is no boolean. */
export function conditionOf(condition: Slot): boolean | SymbolicValue {
  const value = force(condition);
  if (typeof value === 'boolean' || value instanceof SymbolicValue) return value;
  throw new NixError('throw', '‘mkIf’ called with a non-Boolean condition');
}

/**
 * `lib.modules.filterOverrides'`: the definitions of the best priority, and that priority (the lowest number wins,
 * clan-semantics 3.2).
 */
export function filterOverrides(all: readonly Discharged[]): { values: Definition[]; highestPrio: bigint } {
  const only = all[0];
  if (all.length === 1 && only !== undefined)
    return { values: [only.definition], highestPrio: only.priority };
  let highestPrio = noDefinitionPriority;
  for (const { priority } of all) if (priority < highestPrio) highestPrio = priority;
  const values: Definition[] = [];
  for (const { definition, priority } of all) if (priority === highestPrio) values.push(definition);
  return { values, highestPrio };
}

/**
 * `lib.modules.sortProperties`: takes `mkOrder` off and sorts by it (clan-semantics 3.3); definitions of equal order
 * keep theirs.
 */
export function sortByOrder(definitions: readonly Definition[]): Definition[] {
  if (!definitions.some((definition) => tagOfValue(force(definition.value)) === 'order'))
    return [...definitions];
  return definitions
    .map(stripOrder)
    .sort((left, right) =>
      compareOrder(left.order ?? defaultOrderPriority, right.order ?? defaultOrderPriority),
    );
}

function stripOrder(definition: Definition): Definition {
  const value = force(definition.value);
  if (!(value instanceof AttrSet) || tagOfValue(value) !== 'order') return definition;
  const order = forceInt(attribute(value, 'priority'));
  const content = attribute(value, 'content');
  return new Definition(
    definition.file,
    content,
    definition.holder,
    definition.isDefault,
    order,
    undefined,
    definition.conditions,
  );
}

function compareOrder(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
