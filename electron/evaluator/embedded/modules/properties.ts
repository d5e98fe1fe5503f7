/**
 * Properties: the tagged sets that wrap a definition and say when and how strongly it counts. Priority numbers and
 * attribute names are those of nixpkgs, so values made here and in Nix are the same thing.
 */
import { AttrSet, force } from '../nix';
import type { Slot } from '../nix';

/** The priority of a definition without `mkOverride`. */
export const defaultOverridePriority = 100n;
/** The order of a definition without `mkOrder`. */
export const defaultOrderPriority = 1000n;
/** What an option without any definition reports as its best priority. */
export const noDefinitionPriority = 9999n;

/** Counts only when the condition holds; the condition is not looked at before the value is merged. */
export function mkIf(condition: Slot, content: Slot): AttrSet {
  return AttrSet.of({ _type: 'if', condition, content });
}

/** Several definitions in one place. */
export function mkMerge(contents: Slot): AttrSet {
  return AttrSet.of({ _type: 'merge', contents });
}

/** A definition of another priority than 100; the lowest number wins. */
export function mkOverride(priority: bigint, content: Slot): AttrSet {
  return AttrSet.of({ _type: 'override', priority, content });
}

/** `mkOverride 50`. */
export function mkForce(content: Slot): AttrSet {
  return mkOverride(50n, content);
}

/** `mkOverride 1000`. */
export function mkDefault(content: Slot): AttrSet {
  return mkOverride(1000n, content);
}

/** `mkOverride 1500`, the priority of an option's own default. */
export function mkOptionDefault(content: Slot): AttrSet {
  return mkOverride(1500n, content);
}

/** A definition at another place than 1000 among those that are merged; the lowest number comes first. */
export function mkOrder(priority: bigint, content: Slot): AttrSet {
  return AttrSet.of({ _type: 'order', priority, content });
}

/** `mkOrder 500`. */
export function mkBefore(content: Slot): AttrSet {
  return mkOrder(500n, content);
}

/** `mkOrder 1500`. */
export function mkAfter(content: Slot): AttrSet {
  return mkOrder(1500n, content);
}

/** The `_type` of a set, when it is a set and has one that is a string. Forces both. */
export function tagOf(value: Slot): string | undefined {
  const forced = force(value);
  if (!(forced instanceof AttrSet)) return undefined;
  const tag = forced.get('_type');
  if (tag === undefined) return undefined;
  const name = force(tag);
  return typeof name === 'string' ? name : undefined;
}
