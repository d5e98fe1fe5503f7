/**
 * What the code of services does that current Clan has another way for. It is a fact about code, so it is kept while only
 * the inventory changes, and forgotten with the files.
 */
import type { Span } from '../../nix';

/** An export that was given without a scope key. */
export interface PlainExport {
  readonly name: string;
  /** Where it is written, when that is known. */
  readonly span: Span | undefined;
}

/** The habits of all services, by the service's id (`INPUT-NAME`). */
export class ServiceHabits {
  readonly #plainExports = new Map<string, readonly PlainExport[]>();
  readonly #readsRoleSettings = new Set<string>();

  /** Notes that a service has read `roles.<r>.settings`, the settings of a role without those of its machines. */
  noteRoleSettings(service: string): void {
    this.#readsRoleSettings.add(service);
  }

  /** Whether a service has been seen to read `roles.<r>.settings`. */
  readsRoleSettings(service: string): boolean {
    return this.#readsRoleSettings.has(service);
  }

  /** The exports without scope of a role, or of `perMachine` (role null); found out once. */
  plainExports(
    service: string,
    role: string | null,
    find: () => readonly PlainExport[] | undefined,
  ): readonly PlainExport[] {
    const key = JSON.stringify([service, role]);
    const known = this.#plainExports.get(key);
    if (known !== undefined) return known;
    const found = find();
    if (found === undefined) return [];
    this.#plainExports.set(key, found);
    return found;
  }

  /** Forgets everything; for changed files. */
  clear(): void {
    this.#plainExports.clear();
    this.#readsRoleSettings.clear();
  }
}
