/**
 * Matches a regular expression by the rules that Nix's library follows and JavaScript's do not: of the alternatives
 * of `|` the one that makes the whole match longest counts (the first of equals), a group in a repetition keeps what
 * it matched in an earlier round, and a round may match nothing, once at a place. Plain backtracking with continuations; repetitions are greedy.
 */
import { countSteps } from '../eval/budget';
import type { RegexNode } from './posix-regex';

type Groups = readonly (string | undefined)[];

/** What to do after a node matched up to `at`; tells whether to stop looking. */
type Next = (at: number, groups: Groups) => boolean;

/** Where the rounds of a repetition that are going on began last, and how many of them began there. */
interface Visits {
  place: number;
  count: number;
}

/** One expression and one text, both as bytes. Its steps count, so that a limit stops what would take for ever. */
export class PosixMatcher {
  /** The longest match found so far. */
  #best: { end: number; groups: Groups } | undefined;
  readonly #noGroups: Groups;
  readonly #visits = new Map<RegexNode, Visits[]>();

  constructor(
    private readonly tree: RegexNode,
    groups: number,
    private readonly text: string,
  ) {
    this.#noGroups = new Array<string | undefined>(groups).fill(undefined);
  }

  /** The groups of a match of the whole text. */
  matchWhole(): Groups | undefined {
    return this.#longestFrom(0, true)?.groups;
  }

  /** Every match, from the left, each starting at or after the end of the one before. */
  *search(): Generator<{ start: number; end: number; groups: Groups }> {
    for (let start = 0; start <= this.text.length;) {
      const found = this.#longestFrom(start, false);
      if (found === undefined) start++;
      else {
        yield { start, ...found };
        start = found.end > start ? found.end : start + 1;
      }
    }
  }

  #longestFrom(start: number, isWhole: boolean): { end: number; groups: Groups } | undefined {
    this.#best = undefined;
    this.#match(this.tree, start, this.#noGroups, (at, groups) => {
      if (isWhole && at !== this.text.length) return false;
      if (this.#best === undefined || at > this.#best.end) this.#best = { end: at, groups };
      return true;
    });
    return this.#best;
  }

  /** Matches a node at a place and goes on; true when a match was found. */
  #match(node: RegexNode, at: number, groups: Groups, next: Next): boolean {
    countSteps(1);
    switch (node.kind) {
      case 'char':
        return this.text[at] === node.char && next(at + 1, groups);
      case 'any':
        return at < this.text.length && next(at + 1, groups);
      case 'set':
        return at < this.text.length && this.#isInSet(node, at) && next(at + 1, groups);
      case 'start':
        return at === 0 && next(at, groups);
      case 'end':
        return at === this.text.length && next(at, groups);
      case 'group':
        return this.#match(node.node, at, groups, (end, inner) => {
          const updated = [...inner];
          updated[node.index - 1] = this.text.slice(at, end);
          return next(end, updated);
        });
      case 'sequence':
        return this.#sequence(node.nodes, 0, at, groups, next);
      case 'choice': {
        // All alternatives are tried: a later one may lead to a longer match.
        let isFound = false;
        for (const part of node.nodes) if (this.#match(part, at, groups, next)) isFound = true;
        return isFound;
      }
      case 'repeat':
        return this.#repeat(node, 0, at, groups, next);
    }
  }

  #isInSet(node: RegexNode & { kind: 'set' }, at: number): boolean {
    const code = this.text.charCodeAt(at);
    return node.ranges.some(([low, high]) => code >= low && code <= high) !== node.isNegated;
  }

  #sequence(nodes: readonly RegexNode[], index: number, at: number, groups: Groups, next: Next): boolean {
    const node = nodes[index];
    if (node === undefined) return next(at, groups);
    return this.#match(node, at, groups, (end, inner) => this.#sequence(nodes, index + 1, end, inner, next));
  }

  #repeat(
    node: RegexNode & { kind: 'repeat' },
    round: number,
    at: number,
    groups: Groups,
    next: Next,
  ): boolean {
    const goOn: Next = (end, inner) => this.#repeat(node, round + 1, end, inner, next);
    if (round < node.least) return this.#match(node.node, at, groups, goOn);
    if (round < node.most) {
      const visits = this.#visitsOf(node, round);
      if (this.#visit(visits, at, () => this.#match(node.node, at, groups, goOn))) return true;
    }
    return next(at, groups);
  }

  /** Runs an optional round unless it began twice at this very place already: then it would go on for ever. */
  #visit(visits: Visits, at: number, run: () => boolean): boolean {
    const { place, count } = visits;
    if (place === at && count >= 2) return false;
    visits.count = place === at ? count + 1 : 1;
    visits.place = at;
    const isFound = run();
    visits.place = place;
    visits.count = count;
    return isFound;
  }

  /** Each optional round of `{n,m}` is one of its own; all those of `*` are the same. */
  #visitsOf(node: RegexNode & { kind: 'repeat' }, round: number): Visits {
    let rounds = this.#visits.get(node);
    if (rounds === undefined) this.#visits.set(node, (rounds = []));
    const index = node.most === Infinity ? 0 : round - node.least;
    return (rounds[index] ??= { place: -1, count: 0 });
  }
}
