/**
 * The language corpus through the real Nix: what it answers must be what our evaluator answers. A file that speaks of
 * something newer says so in its first line: `# since: 2.26, because …`. What the files say of both evaluators beyond
 * the value (the words of errors) is looked at by the corpus's own test.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isUnanswered, type Difference } from './generated';
import { agree, type Outcome } from './outcome';
import { OwnNix } from './own-nix';
import { RealNix, type Surroundings } from './real-nix';

const folder = path.resolve(import.meta.dirname, '../../electron/evaluator/embedded/nix/testdata');
/** The first version that prints what it parsed as we do. */
const printsAlike = [2, 26] as const;

export interface CorpusResult {
  readonly compared: number;
  /** Files about something that this Nix does not have. */
  readonly older: readonly string[];
  /** Files that Nix would need a filled store for. */
  readonly unanswered: readonly string[];
  readonly differences: readonly Difference[];
}

/** Evaluates or parses every file of the corpus with both, without a search path. */
export async function compareCorpus({ folder: elsewhere, environment }: Surroundings): Promise<CorpusResult> {
  const surroundings = { folder: elsewhere, environment: { ...environment, NIX_PATH: '' } };
  const own = new OwnNix(surroundings);
  const nix = RealNix.find(surroundings);
  if (nix === undefined) throw new Error('the real Nix is gone');
  const differences: Difference[] = [];
  const older: string[] = [];
  const unanswered: string[] = [];
  let compared = 0;
  const compareFile = async (name: string): Promise<void> => {
    const file = path.join(folder, name);
    if (!nix.isAtLeast(sinceOf(file))) {
      older.push(name);
      return;
    }
    const mode = name.startsWith('parse-') ? 'parse' : 'eval';
    const ours = own.file(file, mode);
    const theirs = await nix.file(file, mode);
    if (isUnanswered({ theirs })) {
      unanswered.push(name);
      return;
    }
    const isExact = mode === 'eval' || nix.isAtLeast(printsAlike);
    compared++;
    if (isExact ? !agree(ours, theirs) : ours.kind !== theirs.kind)
      differences.push({ index: compared, source: name, ours, theirs });
    else if (isExact && !isAsExpected(name, theirs))
      differences.push({ index: compared, source: `${name} (its expectation)`, ours, theirs });
    else if (!isNamedRight(name, ours))
      differences.push({ index: compared, source: `${name} (its name says otherwise)`, ours, theirs });
  };
  const names = readdirSync(folder).filter((name) => name.endsWith('.nix'));
  for (let at = 0; at < names.length; at += 2) await Promise.all(names.slice(at, at + 2).map(compareFile));
  return { compared, older, unanswered, differences };
}

/** Whether the real Nix gives what stands in the corpus; the words of errors are ours. */
function isAsExpected(name: string, theirs: Outcome): boolean {
  if (theirs.kind === 'failure') return true;
  const expectation = readFileSync(path.join(folder, name.replace(/\.nix$/, '.exp')), 'utf8');
  return `${theirs.text.replaceAll(folder, '<dir>')}\n` === expectation;
}

function isNamedRight(name: string, outcome: Outcome): boolean {
  return name.includes('-fail-') === (outcome.kind === 'failure');
}

function sinceOf(file: string): readonly [number, number] {
  const [, major, minor] = /^# since: (\d+)\.(\d+)\b/.exec(readFileSync(file, 'utf8')) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
}
