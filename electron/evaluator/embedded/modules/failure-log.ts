import type { Loc } from './option-type';

/**
 * Where evaluating options failed. An evaluation in which something failed is not kept for later: its errors know places
 * in texts that may have changed since.
 */
export class FailureLog {
  readonly #failed = new Set<string>();

  /** Notes that what stands at this path failed. */
  add(loc: Loc): void {
    this.#failed.add(textOf(loc));
  }

  /** Whether something at this path or below it failed; it is forgotten by this. */
  take(loc: Loc): boolean {
    if (this.#failed.size === 0) return false;
    const own = textOf(loc);
    const found = [...this.#failed].filter((failed) => failed.startsWith(own));
    for (const failed of found) this.#failed.delete(failed);
    return found.length > 0;
  }
}

/** Every part ends in a character that no name has, so that one path begins with another only at a whole part. */
function textOf(loc: Loc): string {
  return loc.map((part) => `${part}\0`).join('');
}
