/** Compares both evaluators over generated programs and shrinks the first one they differ on. */
import fc from 'fast-check';
import { olderBehaviour } from './older-nix';
import { agree, type Outcome } from './outcome';
import type { Family } from './programs/families';

/** The evaluators, as far as the comparison knows them. */
export interface Contestants {
  readonly ours: (source: string) => Outcome;
  readonly theirs: (
    sources: readonly string[],
    isExpectedToSucceed: (index: number) => boolean,
  ) => Promise<readonly Outcome[]>;
  /** The version of Nix that answers for `theirs`. */
  readonly version: readonly [number, number];
}

/** A program on which the evaluators do not agree. */
export interface Difference {
  /** Which of the generated programs it is. */
  readonly index: number;
  readonly source: string;
  readonly ours: Outcome;
  readonly theirs: Outcome;
}

export interface FamilyResult {
  /** Programs compared. */
  readonly compared: number;
  /** Programs on which this Nix is known to be older than what we follow. */
  readonly older: number;
  /** Programs that the real Nix could only answer with a store that has something in it. */
  readonly unanswered: number;
  /** How many of those compared failed, in both. */
  readonly failing: number;
  readonly differences: readonly Difference[];
}

/** The programs of a family: always the same for a seed. */
export function programsOf(family: Family, count: number, seed: number): readonly string[] {
  return fc.sample(family.programs, { numRuns: count, seed });
}

/** Runs a family's programs through both evaluators. */
export async function compareFamily(
  family: Family,
  count: number,
  seed: number,
  contestants: Contestants,
): Promise<FamilyResult> {
  const sources = programsOf(family, count, seed);
  const ours = sources.map(contestants.ours);
  const first = await contestants.theirs(sources, (index) => ours[index]?.kind === 'value');
  const theirs = await askAgain(sources, ours, first, contestants);
  const differences: Difference[] = [];
  let older = 0;
  let failing = 0;
  let unanswered = 0;
  sources.forEach((source, index) => {
    const difference = differenceOf(index, source, ours[index], theirs[index]);
    if (difference === undefined) failing += ours[index]?.kind === 'failure' ? 1 : 0;
    else if (isUnanswered(difference)) unanswered++;
    else if (olderBehaviour(difference, contestants.version) !== undefined) older++;
    else differences.push(difference);
  });
  return { compared: sources.length - older - unanswered, older, unanswered, failing, differences };
}

/**
 * Asks about each program that the evaluators differ on once more, alone: in one process with others before it, Nix
 * has met names already that decide in which order it looks at attributes.
 */
async function askAgain(
  sources: readonly string[],
  ours: readonly Outcome[],
  theirs: readonly Outcome[],
  contestants: Contestants,
): Promise<readonly (Outcome | undefined)[]> {
  const doubtful = sources.flatMap((source, index) =>
    differenceOf(index, source, ours[index], theirs[index]) === undefined ? [] : [index],
  );
  const alone = await contestants.theirs(
    doubtful.map((index) => sources[index] ?? ''),
    () => false,
  );
  const answers = new Map(doubtful.map((index, at) => [index, alone[at]]));
  return theirs.map((outcome, index) => answers.get(index) ?? outcome);
}

function differenceOf(
  index: number,
  source: string,
  ours?: Outcome,
  theirs?: Outcome,
): Difference | undefined {
  return ours === undefined || theirs === undefined || agree(ours, theirs)
    ? undefined
    : { index, source, ours, theirs };
}

/**
 * The smallest program that fast-check finds on the way down from the first difference of a family. It replays the
 * seed up to that program, so what is found here was found before; if the real Nix answers otherwise when it is asked
 * about that one program alone, there is nothing to shrink and the answer is undefined.
 */
export async function shrinkFirst(
  family: Family,
  count: number,
  seed: number,
  index: number,
  contestants: Contestants,
): Promise<Difference | undefined> {
  let smallest: Difference | undefined;
  const property = fc.asyncProperty(family.programs, async (source) => {
    const ours = contestants.ours(source);
    const [theirs] = await contestants.theirs([source], () => true);
    const difference = differenceOf(index, source, ours, theirs);
    if (difference === undefined || olderBehaviour(difference, contestants.version) !== undefined)
      return true;
    smallest = difference;
    return false;
  });
  await fc.check(property, { seed, path: String(index), numRuns: count });
  return smallest;
}

/**
 * Whether the real Nix looked for a file in its store, where nothing is in these comparisons: it computes paths of
 * the store without writing. Our evaluator remembers what it computed them from.
 */
export function isUnanswered({ theirs }: Pick<Difference, 'theirs'>): boolean {
  return (
    theirs.kind === 'failure' &&
    /path '\/nix\/store\/[^']*' is not valid|is not supported by store 'dummy'/.test(theirs.message)
  );
}
