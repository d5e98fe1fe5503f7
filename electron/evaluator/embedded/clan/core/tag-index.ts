import { force, forceList, forceString } from '../../nix';
import type { AttrSet, Value } from '../../nix';
import { slotIfAny } from '../nix-values';

/** Which machines carry which tags (clan-semantics 2.4), read once for all roles of a clan. */
export class TagIndex {
  readonly #machines = new Map<string, string[]>();
  readonly #tags = new Map<string, ReadonlySet<string>>();
  readonly #lists = new Map<string, Value>();

  /** Reads `inventory.machines`. Throws NixError when tags cannot be computed. */
  constructor(machines: AttrSet) {
    for (const name of machines.names()) {
      const slot = slotIfAny(machines.get(name) ?? null, 'tags');
      const list = slot === undefined ? [] : force(slot);
      const tags = new Set(forceList(list).map((tag) => forceString(tag)));
      this.#lists.set(name, list);
      this.#tags.set(name, tags);
      for (const tag of tags) {
        const known = this.#machines.get(tag);
        if (known === undefined) this.#machines.set(tag, [name]);
        else known.push(name);
      }
    }
  }

  /** Whether another index tells the same, as far as can be seen at once: by the very same lists of tags. */
  equals(other: TagIndex): boolean {
    if (other.#lists.size !== this.#lists.size) return false;
    for (const [name, list] of this.#lists) if (other.#lists.get(name) !== list) return false;
    return true;
  }

  /** The machines that carry a tag, by name. */
  machinesWith(tag: string): readonly string[] {
    return this.#machines.get(tag) ?? [];
  }

  /** Whether a machine carries a tag; one that does not exist carries none. */
  carries(machine: string, tag: string): boolean {
    return this.#tags.get(machine)?.has(tag) === true;
  }
}
