import type { GitOutcome, RunGit } from './run-git';

/** Milliseconds between attempts: an editor or a shell prompt holds the lock for a moment, about three seconds suffice. */
const pauses: readonly number[] = [60, 120, 250, 500, 1_000, 1_000];

/** Runs git again while another git command holds the index. What it says at last is the answer. */
export function waitingForLock(run: RunGit, pause: (milliseconds: number) => Promise<void> = sleep): RunGit {
  return async (args, options) => {
    let outcome = await run(args, options);
    for (const milliseconds of pauses) {
      if (!isLocked(outcome)) return outcome;
      await pause(milliseconds);
      outcome = await run(args, options);
    }
    return outcome;
  };
}

/** Git takes the lock before it does anything else, so nothing is half done when this is its answer. */
function isLocked(outcome: GitOutcome): boolean {
  return outcome.kind === 'failed' && lockFile(outcome.message) !== null;
}

/** The lock that git could not take, as git names it; null when that was not the trouble. */
export function lockFile(message: string): string | null {
  return /Unable to create '([^']*index\.lock)': File exists/.exec(message)?.[1] ?? null;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
