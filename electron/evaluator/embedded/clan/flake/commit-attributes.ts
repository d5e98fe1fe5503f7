/**
 * The commit of a flake: `rev`, `shortRev` and `revCount` of a clean working tree, `dirtyRev` and `dirtyShortRev` of one
 * with changes. Finding out which of them there are means looking at every tracked file, so it waits until one of them
 * is asked for by its name; where all attributes of a flake are listed, they are not among them.
 */
import { AttrSet, forceAttrs } from '../../nix';
import type { Slot } from '../../nix';

const commitNames: ReadonlySet<string> = new Set([
  'rev',
  'shortRev',
  'revCount',
  'dirtyRev',
  'dirtyShortRev',
]);

/** A flake, or its `sourceInfo`, with its commit; `source` is all that Nix tells of its folder. */
export class WithCommit extends AttrSet {
  constructor(
    private readonly flake: AttrSet,
    private readonly source: Slot,
  ) {
    super(flake.entries, () => flake.positions);
  }

  /** A set that has the same commit. */
  of(set: AttrSet): WithCommit {
    return new WithCommit(set, this.source);
  }

  override get(name: string): Slot | undefined {
    const own = this.flake.get(name);
    if (own !== undefined || !commitNames.has(name)) return own;
    return forceAttrs(this.source).get(name);
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }
}
