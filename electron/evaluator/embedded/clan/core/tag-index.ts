import { forceAttrs } from '../../nix';
import type { AttrSet, Slot } from '../../nix';
import { slotIfAny, stringList } from '../nix-values';

/** Which machines carry which tags (clan-semantics 2.4), read once for all roles of a clan. */
export class TagIndex {
  readonly #machines = new Map<string, string[]>();
  readonly #tags = new Map<string, ReadonlySet<string>>();

  /** Reads `inventory.machines`. Throws NixError when tags cannot be computed. */
  constructor(machines: AttrSet) {
    for (const name of machines.names()) {
      const slot = slotIfAny(machines.get(name) ?? null, 'tags');
      const tags = new Set(slot === undefined ? [] : stringList(slot));
      this.#tags.set(name, tags);
      for (const tag of tags) {
        const known = this.#machines.get(tag);
        if (known === undefined) this.#machines.set(tag, [name]);
        else known.push(name);
      }
    }
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

const indices = new WeakMap<AttrSet, TagIndex>();

/** The index of these machines. */
export function tagIndex(machines: Slot): TagIndex {
  const set = forceAttrs(machines);
  const known = indices.get(set);
  if (known !== undefined) return known;
  const index = new TagIndex(set);
  indices.set(set, index);
  return index;
}
