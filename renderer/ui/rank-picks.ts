import type { ReactNode } from 'react';

/** One line of a quick pick. */
export interface Pick {
  readonly key: string;
  readonly label: string;
  readonly detail?: string;
  /** Something short at the right: a shortcut, a number. */
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly group?: string;
  /** Found by these as well. */
  readonly keywords?: readonly string[];
  /** Why it cannot be picked. */
  readonly refusal?: string;
}

/**
 * The picks in which every word of the query is found, best first within their group: whole label, start of the label,
 * start of a word, anywhere; the groups stay in their order, led by the one with the best answer.
 */
export function rankPicks(picks: readonly Pick[], query: string): readonly Pick[] {
  const words = query
    .toLowerCase()
    .split(/[\s›/]+/u)
    .filter(Boolean);
  if (words.length === 0) return picks;
  const scored = picks.flatMap((pick) => {
    const score = scoreOf(pick, words);
    return score === null ? [] : [{ pick, score: score - (pick.refusal === undefined ? 0 : 0.5) }];
  });
  const best = new Map<string, number>();
  for (const { pick, score } of scored) {
    const group = pick.group ?? '';
    best.set(group, Math.max(best.get(group) ?? 0, score));
  }
  const groupScore = (pick: Pick) => best.get(pick.group ?? '') ?? 0;
  const groupOrder = [...new Set(picks.map((pick) => pick.group))];
  return scored
    .sort(
      (a, b) =>
        groupScore(b.pick) - groupScore(a.pick) ||
        groupOrder.indexOf(a.pick.group) - groupOrder.indexOf(b.pick.group) ||
        b.score - a.score,
    )
    .map(({ pick }) => pick);
}

function scoreOf(pick: Pick, words: readonly string[]): number | null {
  const label = pick.label.toLowerCase();
  const parts = label.split(/[\s›/.\-_]+/u);
  const others = [pick.detail ?? '', ...(pick.keywords ?? [])].map((text) => text.toLowerCase());
  let total = 0;
  for (const word of words) {
    if (label === word) total += 8;
    else if (parts.includes(word)) total += 6;
    else if (label.startsWith(word)) total += 5;
    else if (parts.some((part) => part.startsWith(word))) total += 4;
    else if (label.includes(word)) total += 2;
    else if (others.some((text) => text.includes(word))) total += 1;
    else return null;
  }
  // Of equal answers the one with the fewest other words is meant.
  return total / words.length - parts.length * 0.05;
}
