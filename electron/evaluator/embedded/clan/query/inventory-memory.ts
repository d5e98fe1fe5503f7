/**
 * What was found out about the machines and instances of an inventory, from one evaluation to the next. An element whose
 * definitions and whose values are the very same things as before is the same element, and all that was read from it
 * holds. Most edits change one or two elements of a thousand.
 */
import type { Json, JsonObject } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import { WritabilityMemory } from '../../../../../shared/clan/writability';
import { AttrSet, force, forceAttrs, forceList, toJsonValue } from '../../nix';
import type { Slot } from '../../nix';
import { fromNixJson, objectOf, toPlainJson } from '../../schema/exact-json';
import { attempt } from '../guarded';
import { slotAt } from '../nix-values';
import { Memberships, isSameList } from './membership';
import type { PositionedPart } from './positioned-part';

/** The two kinds of things that an inventory holds many of. */
export type ElementKind = 'machines' | 'instances';

/** Whether a name at the top of an inventory is one of them. */
export function isElementKind(name: string): name is ElementKind {
  return name === 'machines' || name === 'instances';
}

/** What is known about one element. A part is absent until somebody has read it without a failure. */
export interface KnownElement {
  readonly inputs: readonly unknown[];
  value?: Json;
  introspection?: Json;
  /** The element as the window draws it. */
  shown?: PositionedPart<unknown>;
}

/** Lasts as long as the files of the clan stay as they are. */
export class InventoryMemory {
  readonly writability = new WritabilityMemory();
  readonly memberships = new Memberships();
  /** The same for the shorter way to the members, which goes without the values of the inventory. */
  readonly quickMemberships = new Memberships();
  /** Roles whose settings are in order, by place, with what they are made of. */
  readonly soundRoles = new Map<string, readonly unknown[]>();
  #elements: Readonly<Record<ElementKind, ReadonlyMap<string, KnownElement>>> = {
    machines: new Map(),
    instances: new Map(),
  };
  readonly #stored = new WeakMap<AttrSet, Json>();
  readonly #lists = new Map<string, readonly unknown[]>();
  readonly #texts = new Map<string, { readonly text: string; readonly value: unknown }>();

  /** The elements of an inventory that can be told from others. One that fails is not among them. */
  elements(inventory: () => Slot, kind: ElementKind): ReadonlyMap<string, KnownElement> {
    const before = this.#elements[kind];
    const found = new Map<string, KnownElement>();
    attempt(
      () => {
        const definitions = definitionsByName(slotAt(inventory(), 'options', kind));
        forceAttrs(slotAt(inventory(), kind)).forEach((slot, name) => {
          const inputs = attempt(
            () => [...(definitions.get(name) ?? []), ...valueInputs(slot)],
            () => undefined,
          );
          if (inputs === undefined) return;
          const known = before.get(name);
          found.set(name, known !== undefined && isSameList(known.inputs, inputs) ? known : { inputs });
        });
      },
      () => undefined,
    );
    this.#elements = { ...this.#elements, [kind]: found };
    return found;
  }

  /** The content of inventory.json as plain data: the same objects for elements that are as they were. */
  stored(content: AttrSet): JsonObject {
    if (isTextLike(content)) return plainObject(content);
    return objectOf(
      content.names().map((name) => {
        const value = content.get(name) ?? null;
        const isKnown = isElementKind(name) && value instanceof AttrSet && !isTextLike(value);
        return [name, isKnown ? this.#storedElements(value) : plainJson(value)] as const;
      }),
    );
  }

  #storedElements(elements: AttrSet): Json {
    return objectOf(
      elements.names().map((name) => {
        const value = elements.get(name) ?? null;
        if (!(value instanceof AttrSet)) return [name, plainJson(value)] as const;
        const known = this.#stored.get(value) ?? plainJson(value);
        this.#stored.set(value, known);
        return [name, known] as const;
      }),
    );
  }

  /** The list, or the one of this name from before if it has the very same items. */
  sameList<T>(name: string, list: readonly T[]): readonly T[] {
    const before = this.#lists.get(name) as readonly T[] | undefined;
    if (before !== undefined && isSameList(before, list)) return before;
    this.#lists.set(name, list);
    return list;
  }

  /** The value, or the one of this name from before if it says the same. For small things. */
  sameValue<T>(name: string, value: T): T {
    const text = JSON.stringify(value) ?? '';
    const before = this.#texts.get(name);
    if (before?.text === text) return before.value as T;
    this.#texts.set(name, { text, value });
    return value;
  }
}

/** For each element the files and values that define it, one after the other. */
function definitionsByName(option: Slot): ReadonlyMap<string, readonly unknown[]> {
  const byName = new Map<string, unknown[]>();
  for (const definition of forceList(slotAt(option, 'definitionsWithLocations'))) {
    const file = force(slotAt(definition, 'file'));
    forceAttrs(slotAt(definition, 'value')).forEach((value, name) => {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [file, value]);
      else list.push(file, value);
    });
  }
  return byName;
}

/**
 * What tells an element from another: the places of its values, which belong to one evaluation of it. Only the tags of a
 * machine are put in anew each time; their list is told by itself.
 */
function valueInputs(slot: Slot): readonly unknown[] {
  const set = forceAttrs(slot);
  const { shape } = set;
  const names: readonly unknown[] = shape === undefined ? set.names() : [shape];
  return [...names, ...set.names().map((name) => elementInput(name, set.get(name) ?? null))];
}

function elementInput(name: string, slot: Slot): unknown {
  return name === 'tags' ? force(slot) : slot;
}

/** Sets that stand for a text when they are written as JSON. */
function isTextLike(set: AttrSet): boolean {
  return set.has('outPath') || set.has('__toString');
}

function plainJson(slot: Slot): Json {
  return toPlainJson(fromNixJson(toJsonValue(slot)));
}

function plainObject(slot: Slot): JsonObject {
  const json = plainJson(slot);
  return isJsonObject(json) ? json : {};
}
