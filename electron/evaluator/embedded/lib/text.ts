/** Working on strings without losing their context. */
import { coerceToString, force, forceStringValue, stringContext, stringText, withContext } from '../nix';
import type { ContextString, Slot } from '../nix';

/** A string value, with or without context. */
export type Text = string | ContextString;

/** The string with its text changed; same context. Throws NixError when it is no string (nothing is coerced). */
export function mapText(slot: Slot, map: (text: string) => string): Text {
  const value = forceStringValue(slot);
  return withContext(map(stringText(value)), stringContext(value));
}

/**
 * `builtins.concatStringsSep`: the strings with a separator between; the context of all. Paths and sets with `outPath`
 * are coerced, numbers are not (NixError).
 */
export function joinTexts(separator: string, items: Iterable<Slot>): Text {
  const context = new Set<string>();
  const texts: string[] = [];
  for (const item of items) {
    const value = coerceToString(item);
    for (const element of stringContext(value)) context.add(element);
    texts.push(stringText(value));
  }
  return withContext(texts.join(separator), context);
}

/** `builtins.toString`, as text without its context. Throws NixError for functions and plain sets. */
export function looseText(slot: Slot): string {
  return stringText(coerceToString(slot, { isLoose: true }));
}

/** `builtins.toString` with context. Throws NixError for functions and plain sets. */
export function looseString(slot: Slot): Text {
  return coerceToString(slot, { isLoose: true });
}

/** Text pieces, each with the context of the whole. */
export function withContextOf(slot: Slot, texts: readonly string[]): Text[] {
  const value = force(slot);
  const whole = typeof value === 'string' ? value : coerceToString(value, { isLoose: true });
  return texts.map((text) => withContext(text, stringContext(whole)));
}
