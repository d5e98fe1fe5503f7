/** Working on strings without losing their context. */
import { coerceToString, force, forceStringValue, stringContext, stringText, withContext } from '../nix';
import type { ContextString, Slot } from '../nix';

/** A string value, with or without context. */
export type Text = string | ContextString;

/** The string with its text changed; same context. */
export function mapText(slot: Slot, map: (text: string) => string): Text {
  const value = forceStringValue(slot);
  return withContext(map(stringText(value)), stringContext(value));
}

/** The strings one after the other with a separator between; the context of all. */
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

/** `builtins.toString`, as text. */
export function looseText(slot: Slot): string {
  return stringText(coerceToString(slot, { isLoose: true }));
}

/** `builtins.toString` with context. */
export function looseString(slot: Slot): Text {
  return coerceToString(slot, { isLoose: true });
}

/** Text pieces, each with the context of the whole. */
export function withContextOf(slot: Slot, texts: readonly string[]): Text[] {
  const value = force(slot);
  const whole = typeof value === 'string' ? value : coerceToString(value, { isLoose: true });
  return texts.map((text) => withContext(text, stringContext(whole)));
}
