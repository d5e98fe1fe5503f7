/** The names nearest to a mistyped one. */

/** From this many candidates on, only names within two edits are suggested. */
const manyCandidates = 100;

/**
 * Up to three names, nearest first; of equally near ones the earlier. As `lib.modules.evalModules` proposes options for
 * a name that is not declared.
 */
export function suggestNames(wanted: string, candidates: readonly string[]): string[] {
  const ranked = candidates.map((name) => ({ name, distance: levenshtein(wanted, name) }));
  const near = candidates.length < manyCandidates ? ranked : ranked.filter(({ distance }) => distance <= 2);
  return near
    .sort((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `lib.strings.levenshtein`: how many insertions, removals and replacements turn one text into the other. */
export function levenshtein(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
