/**
 * What a search finds in a value beyond its shortened text: all of its texts, numbers and names, plain. Only values that
 * are cut have it, and a preview as a whole holds no more than {@link SearchTexts.room} characters of it, so that a
 * machine with many scripts stays a small message.
 */
import { digitsOf } from '../../../../../shared/base/exact-number';
import { isJsonObject } from '../../../../../shared/base/json';
import type { Json } from '../../../../../shared/base/json';

/** Characters of one value; scripts are shorter. */
const longest = 50_000;

/** Hands out search texts until the room for them is used up. */
export class SearchTexts {
  constructor(
    /** Characters that are left for the whole preview. */
    public room = 1_000_000,
  ) {}

  /** The search text of a value whose line shows `text`; undefined when the line shows all of it, or there is no room. */
  of(value: Json, text: string): string | undefined {
    if (!text.includes('…')) return undefined;
    const parts: string[] = [];
    collect(value, parts, Math.min(longest, this.room));
    const found = parts.join('\n').slice(0, Math.min(longest, this.room));
    this.room -= found.length;
    return found === '' ? undefined : found;
  }
}

/** Adds the texts of a value until there are `room` characters of them. Answers how many may still come. */
function collect(value: Json, parts: string[], room: number): number {
  if (room <= 0) return 0;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).reduce<number>((left, item) => collect(item, parts, left), room);
  }
  if (isJsonObject(value) && digitsOf(value) === undefined) {
    return Object.entries(value).reduce(
      (left, [key, item]) => collect(item, parts, collect(key, parts, left)),
      room,
    );
  }
  const text = typeof value === 'string' ? value : (digitsOf(value) ?? JSON.stringify(value));
  parts.push(text.slice(0, room));
  return room - text.length;
}
