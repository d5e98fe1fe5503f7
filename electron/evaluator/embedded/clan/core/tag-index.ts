import { force, forceList, forceString } from '../../nix';
import type { AttrSet, Slot, Value } from '../../nix';
import { slotIfAny } from '../nix-values';

const noTags: readonly Slot[] = [];
const nobody: readonly string[] = [];

/** Which machines carry which tags (clan-semantics 2.4), read once for all roles of a clan. */
export class TagIndex {
  readonly #machines = new Map<string, string[]>();
  readonly #tags = new Map<string, ReadonlySet<string>>();
  readonly #lists = new Map<string, Value>();

  /**
   * Reads `inventory.machines`. What is as it was in the index `before` is taken over. Throws NixError when tags cannot be
   * computed.
   */
  constructor(machines: AttrSet, before?: TagIndex) {
    for (const name of machines.names()) {
      const slot = slotIfAny(machines.get(name) ?? null, 'tags');
      const list = slot === undefined ? noTags : force(slot);
      const known =
        before !== undefined && before.#lists.get(name) === list ? before.#tags.get(name) : undefined;
      const tags = known ?? new Set(forceList(list).map((tag) => forceString(tag)));
      this.#lists.set(name, list);
      this.#tags.set(name, tags);
      for (const tag of tags) {
        const carriers = this.#machines.get(tag);
        if (carriers === undefined) this.#machines.set(tag, [name]);
        else carriers.push(name);
      }
    }
    for (const [tag, list] of this.#machines) {
      const known = before === undefined ? undefined : before.#machines.get(tag);
      if (known !== undefined && isSameList(known, list)) this.#machines.set(tag, known);
    }
  }

  /** Whether another index tells the same, as far as can be seen at once: by the very same lists of tags. */
  equals(other: TagIndex): boolean {
    if (other.#lists.size !== this.#lists.size) return false;
    for (const [name, list] of this.#lists) if (other.#lists.get(name) !== list) return false;
    return true;
  }

  /** The machines that carry a tag, by name; the same list as before when they are the same. */
  machinesWith(tag: string): readonly string[] {
    return this.#machines.get(tag) ?? nobody;
  }

  /** Whether a machine carries a tag; one that does not exist carries none. */
  carries(machine: string, tag: string): boolean {
    return this.#tags.get(machine)?.has(tag) === true;
  }
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
