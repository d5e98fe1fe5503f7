/**
 * The smallest change of a JSON text that makes it say something else. The text is never written anew: the parts whose
 * values differ are found in its syntax tree and only they are replaced, so that indentation, line ends, order of keys,
 * the final newline and every untouched value, down to the digits of a number, stay byte for byte.
 */
import { parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import { exactDigits } from '../../../shared/base/exact-number';
import { isJsonObject, jsonEqual } from '../../../shared/base/json';
import type { Json, JsonObject } from '../../../shared/base/json';
import { ownValue } from '../../../shared/clan/json-tree';
import { applyTextEdits, entryEdits, separationOf, slotOf } from './container-edits';
import type { TextEdit } from './container-edits';
import { matchItems } from './list-matching';
import { renderEntry, renderString, renderValue } from './render-value';
import { defaultStyle, detectStyle } from './text-style';
import type { TextStyle } from './text-style';

/** Plans changes of one text; the tree is built on the first change and kept. */
export interface TextPlanner {
  /** The text that says `after`; the very same text when nothing differs. */
  plan(after: JsonObject): string;
}

/** A planner for a text and the value it says. `null`: there is no text yet, so all of it is written. */
export function createTextPlanner(text: string | null, before: JsonObject): TextPlanner {
  if (text === null) {
    return { plan: (after) => renderValue(after, defaultStyle, '', 'auto') + defaultStyle.eol };
  }
  let parsed: { root: Node; style: TextStyle } | null = null;
  return {
    plan: (after) => {
      if (jsonEqual(before, after)) return text;
      if (!parsed) {
        const root = parseTree(text);
        // Only texts that JSON.parse took come here, so there is a tree.
        if (!root) return renderValue(after, defaultStyle, '', 'auto') + defaultStyle.eol;
        parsed = { root, style: detectStyle(text, root) };
      }
      const changer = new TextChanger(text, parsed.style);
      changer.change(parsed.root, before, after, parsed.style.isOneLine);
      return applyTextEdits(text, changer.edits);
    },
  };
}

/** The text that says `after` with the smallest change of `text`, which says `before`. */
export function planText(text: string | null, before: JsonObject, after: JsonObject): string {
  return createTextPlanner(text, before).plan(after);
}

class TextChanger {
  readonly edits: TextEdit[] = [];
  readonly #text: string;
  readonly #style: TextStyle;

  constructor(text: string, style: TextStyle) {
    this.#text = text;
    this.#style = style;
  }

  /** Changes the text of `node` from `before` to `after`; `isInline`: it stands inside a container on one line. */
  change(node: Node, before: Json, after: Json, isInline: boolean): void {
    if (before === after || jsonEqual(before, after)) return;
    const isFilled = (node.children?.length ?? 0) > 0;
    const isNumber = exactDigits(before) !== undefined || exactDigits(after) !== undefined;
    if (isFilled && !isNumber && isJsonObject(before) && isJsonObject(after)) {
      this.#changeObject(node, before, after);
    } else if (isFilled && Array.isArray(before) && Array.isArray(after)) {
      this.#changeList(node, before as readonly Json[], after as readonly Json[]);
    } else this.#replace(node, after, isInline ? 'inline' : 'auto');
  }

  #changeObject(node: Node, before: JsonObject, after: JsonObject): void {
    const properties = node.children ?? [];
    const names = properties.map(propertyName);
    const renames = this.#findRenames(names, before, after);
    const isInline = this.#isInline(node);
    const removed = new Set<number>();
    const places = new Map<string, number>();
    names.forEach((name, index) => {
      const rename = renames.get(name);
      if (rename !== undefined) places.set(rename, index);
      else if (Object.hasOwn(after, name)) places.set(name, index);
      else removed.add(index);
    });
    if (removed.size === properties.length) {
      this.#replace(node, after, this.#layoutOf(node));
      return;
    }
    for (const [name, to] of renames) this.#renameKey(properties[places.get(to) ?? -1], name, to);
    for (const [name, index] of places) {
      const value = properties[index]?.children?.[1];
      const old = ownValue(before, name);
      if (value && old !== undefined) this.change(value, old, after[name] as Json, isInline);
    }
    const insertions = this.#insertions(keysInFileOrder(after, places), places, node, (name, indent) =>
      this.#propertyText(name, after[name] as Json, indent, isInline, node, before),
    );
    this.#changeEntries(node, removed, insertions);
  }

  #changeList(node: Node, before: readonly Json[], after: readonly Json[]): void {
    const items = node.children ?? [];
    const matches = matchItems(before, after);
    const kept = new Set(matches.filter((match) => match !== null));
    const removed = new Set([...items.keys()].filter((index) => !kept.has(index)));
    if (removed.size === items.length) {
      this.#replace(node, after, this.#layoutOf(node));
      return;
    }
    const isInline = this.#isInline(node);
    const places = new Map<number, number>();
    matches.forEach((match, index) => {
      const item = match === null ? undefined : items[match];
      if (match === null || !item) return;
      places.set(index, match);
      this.change(item, before[match] as Json, after[index] as Json, isInline);
    });
    const insertions = this.#insertions([...after.keys()], places, node, (index, indent) =>
      renderEntry(null, after[index] as Json, this.#style, indent, isInline ? 'inline' : 'auto'),
    );
    this.#changeEntries(node, removed, insertions);
  }

  /** New entries by the slot that they stand behind. */
  #insertions<Key>(
    order: readonly Key[],
    places: ReadonlyMap<Key, number>,
    node: Node,
    render: (key: Key, indent: string) => string,
  ): ReadonlyMap<number, readonly string[]> {
    const { indent } = this.#separation(node);
    const insertions = new Map<number, string[]>();
    let anchor = -1;
    for (const key of order) {
      const place = places.get(key);
      if (place !== undefined) anchor = place;
      else insertions.set(anchor, [...(insertions.get(anchor) ?? []), render(key, indent)]);
    }
    return insertions;
  }

  #changeEntries(
    node: Node,
    removed: ReadonlySet<number>,
    insertions: ReadonlyMap<number, readonly string[]>,
  ): void {
    const slots = (node.children ?? []).map(slotOf);
    this.edits.push(...entryEdits(slots, removed, insertions, this.#separation(node).gap));
  }

  #separation(node: Node) {
    return separationOf(this.#text, node, (node.children ?? []).map(slotOf), this.#style.commaSpace);
  }

  #isInline(node: Node): boolean {
    return !this.#source(node).includes('\n') && (this.#style.isOneLine || node.parent !== undefined);
  }

  #layoutOf(node: Node): 'inline' | 'block' {
    return this.#isInline(node) ? 'inline' : 'block';
  }

  #source(node: Node): string {
    return this.#text.slice(node.offset, node.offset + node.length);
  }

  #replace(node: Node, value: Json, layout: 'inline' | 'block' | 'auto'): void {
    const content = renderValue(value, this.#style, this.#lineIndent(node.offset), layout);
    this.edits.push({ offset: node.offset, length: node.length, content });
  }

  /** The white space that the line of `offset` begins with. */
  #lineIndent(offset: number): string {
    const start = this.#text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(this.#text.slice(start, offset))?.[0] ?? '';
  }

  /** A copy of a neighbour is copied as text: numbers may be written in ways that a parsed value does not keep. */
  #propertyText(
    name: string,
    value: Json,
    indent: string,
    isInline: boolean,
    node: Node,
    before: JsonObject,
  ): string {
    const twin =
      typeof value === 'object' && value !== null
        ? node.children?.findLast((property) => ownValue(before, propertyName(property)) === value)
        : undefined;
    const source = twin?.children?.[1];
    if (source) return renderString(name, this.#style) + this.#style.colon + this.#source(source);
    return renderEntry(name, value, this.#style, indent, isInline ? 'inline' : 'auto');
  }

  #renameKey(property: Node | undefined, from: string, to: string): void {
    const key = property?.children?.[0];
    if (!key || from === to) return;
    this.edits.push({ offset: key.offset, length: key.length, content: renderString(to, this.#style) });
  }

  /** Keys that went while a new key with the same value came in their place. */
  #findRenames(names: readonly string[], before: JsonObject, after: JsonObject): ReadonlyMap<string, string> {
    const renames = new Map<string, string>();
    const oldKeys = Object.keys(before);
    const newKeys = Object.keys(after);
    if (oldKeys.length !== newKeys.length) return renames;
    const gone = oldKeys.filter((name) => !Object.hasOwn(after, name));
    const come = newKeys.filter((name) => !Object.hasOwn(before, name));
    const isOneByNumber = gone.length === 1 && [...gone, ...come].some(isNumberLike);
    for (const name of gone) {
      const to = isOneByNumber ? come[0] : newKeys[oldKeys.indexOf(name)];
      if (to === undefined || Object.hasOwn(before, to)) continue;
      const isOnce = names.indexOf(name) === names.lastIndexOf(name);
      if (isOnce && jsonEqual(before[name], after[to])) renames.set(name, to);
    }
    return renames;
  }
}

/** Keys that JavaScript moves to the front of every object, sorted by number. */
function isNumberLike(key: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(key);
}

/**
 * The keys of an object in the order of the file that they are written to. Where keys look like numbers the object itself
 * does not know the order any more: what is new then comes last.
 */
function keysInFileOrder(object: JsonObject, places: ReadonlyMap<string, number>): readonly string[] {
  const keys = Object.keys(object);
  if (!keys.some(isNumberLike)) return keys;
  const known = keys.filter((key) => places.has(key));
  known.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  const added = keys.filter((key) => !places.has(key));
  return [...known, ...added.filter((key) => !isNumberLike(key)), ...added.filter(isNumberLike)];
}

function propertyName(property: Node): string {
  return String(property.children?.[0]?.value);
}
