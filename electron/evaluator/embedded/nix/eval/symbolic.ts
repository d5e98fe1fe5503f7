/**
 * Operators on values that only system Nix knows; see `value/symbolic.ts`. The evaluator comes here only where an
 * operand is not what the operator wants, so evaluation without such values pays nothing for them.
 */
import { AttrSet, force, lazy, type Slot, type Value } from '../value/value';
import {
  ConditionalValue,
  OpenSet,
  SymbolicRest,
  SymbolicValue,
  isSymbolicString,
  needsSystemNix,
  operand,
} from '../value/symbolic';

export { SymbolicValue };

/** The value of an expression of two operands, one of which is symbolic. */
export function symbolicBinary(operator: string, left: Slot, right: Slot): SymbolicValue {
  return new SymbolicValue(() => `${operand(left)} ${operator} ${operand(right)}`);
}

/** `a == b` where one side is symbolic: true for the same expression, else a symbolic Boolean. Undefined for others. */
export function symbolicEquality(left: Value, right: Value): Value | undefined {
  if (isUnknown(left) || isUnknown(right)) {
    return symbolText(left) !== undefined && symbolText(left) === symbolText(right)
      ? true
      : symbolicBinary('==', left, right);
  }
  return undefined;
}

function isUnknown(value: Value): boolean {
  return value instanceof SymbolicValue || isSymbolicString(value);
}

function symbolText(value: Value): string | undefined {
  if (value instanceof SymbolicValue) return `«${value.text}»`;
  return isSymbolicString(value) ? value.text : undefined;
}

/** `a ? name`, of an attribute that an open set may or may not have. */
export function symbolicHas(set: AttrSet, name: string): SymbolicValue {
  return new SymbolicValue(() => {
    const rest = set instanceof OpenSet ? set.restText : undefined;
    return `${rest ?? operand(set)} ? ${name}`;
  });
}

/** `!a`. */
export function symbolicNot(value: SymbolicValue): SymbolicValue {
  return new SymbolicValue(() => negated(value.text));
}

function negated(text: string): string {
  if (/^![\w.]+$/.test(text)) return text.slice(1);
  const equality = /^([^\s()]+) (==|!=) ([^\s()]+)$/.exec(text);
  if (equality !== null)
    return `${equality[1] ?? ''} ${equality[2] === '==' ? '!=' : '=='} ${equality[3] ?? ''}`;
  return text.includes(' ') ? `!(${text})` : `!${text}`;
}

/** `a && b`, `a || b`, `a -> b` where the first is symbolic. */
export function symbolicLogic(operator: '&&' | '||' | '->', left: SymbolicValue, right: Value): Value {
  if (typeof right !== 'boolean') return symbolicBinary(operator, left, right);
  if (operator === '->') return right ? true : symbolicNot(left);
  const decisive = operator === '||';
  return right === decisive ? right : left;
}

/** `if a then b else c`. */
export function symbolicIf(condition: SymbolicValue, then: () => Value, otherwise: () => Value): Value {
  return new ConditionalValue(condition, lazy(then), lazy(otherwise));
}

/**
 * The elements of a list that is symbolic or depends on a symbolic condition, for what only puts lists together: each
 * element with its condition, or one that stands for all. Undefined for other values.
 */
export function symbolicElements(value: Value): readonly Slot[] | undefined {
  if (value instanceof ConditionalValue) {
    return [
      ...conditionalElements(value.condition, value.whenTrue),
      ...(value.whenFalse === undefined
        ? []
        : conditionalElements(symbolicNot(value.condition), value.whenFalse)),
    ];
  }
  return value instanceof SymbolicValue ? [new SymbolicRest(value.text)] : undefined;
}

function conditionalElements(condition: SymbolicValue, slot: Slot): readonly Slot[] {
  const list = force(slot);
  const elements = Array.isArray(list) ? (list as readonly Slot[]) : symbolicElements(list);
  if (elements === undefined) throw needsSystemNix(condition.text);
  return elements.map((element) => new ConditionalValue(condition, element, undefined));
}

/** Whether a set has or may have attributes that only system Nix knows. */
export function isOpen(set: AttrSet): boolean {
  return set instanceof SymbolicValue || set instanceof OpenSet;
}

/** `a // b` where a side {@link isOpen}. */
export function symbolicUpdate(left: AttrSet, right: AttrSet): AttrSet {
  if (right instanceof ConditionalValue) return conditionalUpdate(left, right);
  if (right instanceof SymbolicValue) return new OpenSet(left, (name) => right.get(name), right.text);
  if (left instanceof SymbolicValue) return new OpenSet(right, (name) => left.get(name), left.text);
  const known = knownPart(left).update(knownPart(right));
  const fallback = (name: string): Slot | undefined =>
    (right instanceof OpenSet ? right.fallback(name) : undefined) ??
    (left instanceof OpenSet ? left.fallback(name) : undefined);
  const isListable = !isUnlistable(left) && !isUnlistable(right);
  return new OpenSet(known, fallback, restOf(right) ?? restOf(left) ?? '', isListable);
}

function knownPart(set: AttrSet): AttrSet {
  return set instanceof OpenSet ? set.known : set;
}

function isUnlistable(set: AttrSet): boolean {
  return set instanceof OpenSet && !set.isListable;
}

function restOf(set: AttrSet): string | undefined {
  return set instanceof OpenSet ? set.restText : undefined;
}

/** `a // optionalAttrs «c» { … }`: the attributes are there under a condition. */
function conditionalUpdate(left: AttrSet, right: ConditionalValue): AttrSet {
  const then = force(right.whenTrue);
  const otherwise = right.whenFalse === undefined ? AttrSet.empty : force(right.whenFalse);
  const isKnown = (value: Value): value is AttrSet =>
    value instanceof AttrSet && !(value instanceof SymbolicValue);
  if (!isKnown(then) || !isKnown(otherwise) || left instanceof SymbolicValue) {
    return new OpenSet(left, (name) => right.get(name), right.text);
  }
  const entries = left.toMap();
  for (const name of new Set([...then.names(), ...otherwise.names()])) {
    const slot = then.get(name) ?? left.get(name);
    const other = otherwise.get(name) ?? left.get(name);
    if (slot !== undefined) entries.set(name, new ConditionalValue(right.condition, slot, other));
    else if (other !== undefined)
      entries.set(name, new ConditionalValue(symbolicNot(right.condition), other, undefined));
  }
  return new AttrSet(entries, () => left.positions);
}
