/**
 * Something that was made of one element of the inventory, with the places in inventory.json that it names. When text is
 * added or taken away above the element, these places move; nothing else about it does.
 */
import { AttrSet } from '../../nix';
import { JsonNode } from '../json-node';
import { isSameList } from './membership';

/** Where an element is written: lines and columns of its name and of its value. Empty for one that is not in the file. */
export type Anchor = readonly number[];

/** What was made, of what, and for which place. */
export interface PositionedPart<T> {
  readonly inputs: readonly unknown[];
  readonly anchor: Anchor;
  readonly value: T;
}

/** Where an element of inventory.json stands; `container`: the object that holds it. */
export function anchorOf(container: AttrSet | undefined, name: string): Anchor {
  const key = container?.positionOf(name);
  const value = container?.get(name);
  if (key === undefined) return [];
  const { source } = key;
  const place = source.lineColumn(key.start);
  const node = value instanceof AttrSet ? value.positions : undefined;
  // What is no object, or an empty one, has no places inside.
  if (!(node instanceof JsonNode)) return [place.line, place.column];
  const first = source.lineColumn(node.start);
  return [place.line, place.column, first.line, first.column];
}

/**
 * What was made before, at the places where it stands now; undefined when it is to be made anew. `file` is the path of
 * inventory.json as places name it.
 */
export function movedPart<T>(
  part: PositionedPart<T> | undefined,
  inputs: readonly unknown[],
  anchor: Anchor,
  file: string,
): PositionedPart<T> | undefined {
  if (part === undefined || !isSameList(part.inputs, inputs)) return undefined;
  if (isSameList(part.anchor, anchor)) return part;
  const lines = (anchor[0] ?? 0) - (part.anchor[0] ?? 0);
  const isMovedAsAWhole =
    anchor.length === part.anchor.length &&
    anchor.every((number, index) => number === (part.anchor[index] ?? 0) + (index % 2 === 0 ? lines : 0));
  return isMovedAsAWhole ? { inputs, anchor, value: movedBy(part.value, lines, file) as T } : undefined;
}

interface PlacedSpan {
  readonly path: string;
  readonly line: number;
  readonly endLine?: number;
}

/** Plain data with all places in a file some lines further down. What names none stays the same object. */
function movedBy(value: unknown, lines: number, file: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => movedBy(item, lines, file));
    return isSameList(items, value) ? value : items;
  }
  const object = value as Readonly<Record<string, unknown>>;
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    if (hasNoPlaces(key)) continue;
    const inner = object[key];
    const moved = key === 'span' && isIn(inner, file) ? movedSpan(inner, lines) : movedBy(inner, lines, file);
    if (moved !== inner) (copy ??= { ...object })[key] = moved;
  }
  return copy ?? value;
}

/** What users write may look like a place; what may be done with a thing names files, but no lines. */
function hasNoPlaces(key: string): boolean {
  return key === 'value' || key === 'access' || key.endsWith('Access');
}

function isIn(span: unknown, file: string): span is PlacedSpan {
  return typeof span === 'object' && span !== null && 'path' in span && span.path === file && 'line' in span;
}

function movedSpan(span: PlacedSpan, lines: number): PlacedSpan {
  const { line, endLine } = span;
  return { ...span, line: line + lines, ...(endLine === undefined ? {} : { endLine: endLine + lines }) };
}
