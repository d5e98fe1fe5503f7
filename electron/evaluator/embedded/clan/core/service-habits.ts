/**
 * What the code of services does that current Clan has another way for. It is a fact about code, so it is kept while only
 * the inventory changes, and found out anew with changed files.
 */
import type { Slot, Span, Value } from '../../nix';

/** An export that was given without a scope key. */
export interface PlainExport {
  readonly name: string;
  /** Where it is written, when that is known. */
  readonly span: Span | undefined;
}

/**
 * What services read that will be removed: `roles.<role>.settings`, the settings of a role without those of its machines;
 * `exports.instances` and `exports.machines`, which hold exports without scope.
 */
export type OldRead = 'role-settings' | 'plain-exports';

/** The habits of all services, by the service's id (`INPUT-NAME`). */
export class ServiceHabits {
  readonly #plainExports = new Map<string, readonly PlainExport[]>();
  readonly #reads = new Map<string, Set<OldRead>>();
  readonly #readers = new Set<string>();
  readonly #code = new WeakMap<object, Slot>();

  /** Remembers the module behind a function that Clan makes of it: `perInstance`, `perMachine`. */
  noteCode(made: object, module: Slot): void {
    this.#code.set(made, module);
  }

  /** The module behind such a function. */
  codeOf(made: Value): Slot | undefined {
    return typeof made === 'object' && made !== null ? this.#code.get(made) : undefined;
  }

  /** Notes that a service has read something. */
  noteRead(service: string, read: OldRead): void {
    const known = this.#reads.get(service);
    if (known === undefined) this.#reads.set(service, new Set([read]));
    else known.add(read);
  }

  /** What a service has been seen to read, and what its code reads; the code is looked at once. */
  reads(service: string, findInCode: () => ReadonlySet<OldRead>): ReadonlySet<OldRead> {
    if (!this.#readers.has(service)) {
      this.#readers.add(service);
      for (const read of findInCode()) this.noteRead(service, read);
    }
    return this.#reads.get(service) ?? new Set();
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
}
