/** Reading option declarations and types: the fields of `lib.mkOption` and of the type protocol of nixpkgs. */
import {
  AttrSet,
  NixError,
  PathValue,
  callFunction,
  force,
  forceAttrs,
  forceList,
  forceString,
  isString,
  typeName,
} from '../nix';
import type { Slot, Value } from '../nix';
import type { ExactJson } from './exact-json';
import { objectOf } from './exact-json';

/** An evaluated option (`lib.modules.evalOptionValue`), or the part of one that a type inside another stands for. */
export interface OptionInfo {
  readonly type: AttrSet;
  readonly loc: readonly string[];
  /** The declaration, with `description`, `default` and so on; absent for element types. */
  readonly declaration?: AttrSet;
}

/** `lib.options.isOption`: whether a slot holds an option rather than a group of them. */
export function isOption(slot: Slot): boolean {
  const value = force(slot);
  if (!(value instanceof AttrSet)) return false;
  const tag = value.get('_type');
  return tag !== undefined && force(tag) === 'option';
}

/** Reads an option of an options tree. Throws NixError when it has no `type` or `loc`. */
export function readOption(option: AttrSet): OptionInfo {
  return {
    type: forceAttrs(need(option, 'type')),
    loc: forceList(need(option, 'loc')).map((part) => forceString(part)),
    declaration: option,
  };
}

/** The attribute's slot. Throws NixError as Nix does when it is missing. */
export function need(set: AttrSet, name: string): Slot {
  const slot = set.get(name);
  if (slot === undefined) throw new NixError('missing-attribute', `attribute '${name}' missing`);
  return slot;
}

/** The name of a type (`lib.types.mkOptionType`). */
export function typeNameOf(type: AttrSet): string {
  return forceString(need(type, 'name'));
}

/** A type inside a type: `elemType`, `left`, … of `nestedTypes`. Throws NixError when there is none. */
export function nestedType(type: AttrSet, name: string): AttrSet {
  return forceAttrs(need(forceAttrs(need(type, 'nestedTypes')), name));
}

/** The options of a submodule type at a place: `getSubOptions` of `lib.types.mkOptionType`. */
export function subOptionsOf(type: AttrSet, loc: readonly string[]): AttrSet {
  return forceAttrs(callFunction(need(type, 'getSubOptions'), loc));
}

/** The values of a `lib.types.enum`, from the payload of its functor. */
export function enumValues(type: AttrSet): readonly Slot[] {
  const payload = forceAttrs(need(forceAttrs(need(type, 'functor')), 'payload'));
  return forceList(need(payload, 'values'));
}

/**
 * Whether an option is to be shown (clan-semantics 7.3). Throws NixError for the values that nixpkgs knows and clan
 * does not (`"shallow"`).
 */
export function isVisible(option: OptionInfo): boolean {
  const slot = option.declaration?.get('visible');
  if (slot === undefined) return true;
  const visible = force(slot);
  if (typeof visible === 'boolean') return visible;
  throw new NixError('type', `expected a Boolean but found ${typeName(visible)}`);
}

/** The description as JSON (clan-semantics 7.3): its text when it is a markdown value; undefined when there is none. */
export function descriptionOf(option: OptionInfo): ExactJson | undefined {
  const slot = option.declaration?.get('description');
  if (slot === undefined) return undefined;
  const value = force(slot);
  const text = value instanceof AttrSet ? value.get('text') : undefined;
  return jsonIfPlain(text === undefined ? value : force(text));
}

/**
 * The value as JSON when it is plain data all the way down (no function, path, derivation), as defaults must be
 * (clan-semantics 7.3). Throws what forcing it throws.
 */
export function jsonIfPlain(value: Value): ExactJson | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number')
    return value;
  if (isString(value)) return typeof value === 'string' ? value : value.text;
  if (value instanceof AttrSet) return plainObject(value);
  if (value instanceof PathValue || !Array.isArray(value)) return undefined;
  const items: ExactJson[] = [];
  for (const slot of value as readonly Slot[]) {
    const item = jsonIfPlain(force(slot));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function plainObject(set: AttrSet): ExactJson | undefined {
  if (set.has('__toString') || set.has('outPath')) return undefined;
  const members: [string, ExactJson][] = [];
  for (const name of set.names()) {
    const member = jsonIfPlain(force(set.get(name) ?? null));
    if (member === undefined) return undefined;
    members.push([name, member]);
  }
  return objectOf(members);
}
