/**
 * Properties: the tagged sets that wrap a definition and say when and how strongly it counts. Priority numbers and
 * attribute names are those of nixpkgs, so values made here and in Nix are the same thing.
 */
import { AttrSet, force } from '../nix';
import type { Slot } from '../nix';

/** `lib.modules.defaultOverridePriority`: the priority of a definition without `mkOverride` (clan-semantics 3.2). */
export const defaultOverridePriority = 100n;
/** `lib.modules.defaultOrderPriority`: the order of a definition without `mkOrder` (clan-semantics 3.3). */
export const defaultOrderPriority = 1000n;
/** What an option without any definition reports as its best priority (clan-semantics 3.2). */
export const noDefinitionPriority = 9999n;

/**
 * `lib.modules.mkIf`: counts only when the condition holds. The condition is not looked at before the value is merged,
 * which throws NixError when it is no boolean.
 */
export function mkIf(condition: Slot, content: Slot): AttrSet {
  return AttrSet.of({ _type: 'if', condition, content });
}

/** `lib.modules.mkMerge`: several definitions in one place, given as a list. */
export function mkMerge(contents: Slot): AttrSet {
  return AttrSet.of({ _type: 'merge', contents });
}

/** `lib.modules.mkOverride`: a definition of another priority than 100; the lowest number wins (clan-semantics 3.2). */
export function mkOverride(priority: bigint, content: Slot): AttrSet {
  return AttrSet.of({ _type: 'override', priority, content });
}

/** `lib.modules.mkForce`: `mkOverride 50` (clan-semantics 3.2). */
export function mkForce(content: Slot): AttrSet {
  return mkOverride(50n, content);
}

/** `lib.modules.mkDefault`: `mkOverride 1000` (clan-semantics 3.2). */
export function mkDefault(content: Slot): AttrSet {
  return mkOverride(1000n, content);
}

/** `lib.modules.mkOptionDefault`: `mkOverride 1500`, the priority of an option's own default (clan-semantics 3.2). */
export function mkOptionDefault(content: Slot): AttrSet {
  return mkOverride(1500n, content);
}

/**
 * `lib.modules.mkOrder`: a definition at another place than 1000 among those that are merged; the lowest number comes
 * first (clan-semantics 3.3).
 */
export function mkOrder(priority: bigint, content: Slot): AttrSet {
  return AttrSet.of({ _type: 'order', priority, content });
}

/** `lib.modules.mkBefore`: `mkOrder 500` (clan-semantics 3.3). */
export function mkBefore(content: Slot): AttrSet {
  return mkOrder(500n, content);
}

/** `lib.modules.mkAfter`: `mkOrder 1500` (clan-semantics 3.3). */
export function mkAfter(content: Slot): AttrSet {
  return mkOrder(1500n, content);
}

/**
 * The `_type` of a set (`lib.types.isType` asks for it), when it is a set and has one that is a string. Forces both.
 */
export function tagOf(value: Slot): string | undefined {
  const forced = force(value);
  if (!(forced instanceof AttrSet)) return undefined;
  const tag = forced.get('_type');
  if (tag === undefined) return undefined;
  const name = force(tag);
  return typeof name === 'string' ? name : undefined;
}
