/** "Did you mean …?" */

const maxSuggestions = 5;
const maxDistance = 2;

/** A sentence that names what the user may have meant; undefined when nothing is near. */
export function didYouMean(query: string, candidates: Iterable<string>): string | undefined {
  const near: { name: string; distance: number }[] = [];
  for (const name of candidates) {
    if (Math.abs(name.length - query.length) > maxDistance) continue;
    const distance = editDistance(query, name);
    if (distance <= maxDistance) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const names = near.slice(0, maxSuggestions).map((candidate) => candidate.name);
  const last = names.pop();
  if (last === undefined) return undefined;
  return names.length === 0 ? `Did you mean ${last}?` : `Did you mean one of ${names.join(', ')} or ${last}?`;
}

/** The number of characters to insert, remove or replace to get from one text to the other. */
function editDistance(from: string, to: string): number {
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
