/** What git says went wrong, as a diagnostic with what to do about it. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { directoryError } from './directory-error';
import type { GitOutcome } from './run-git';
import { lockFile } from './wait-for-lock';

/** Why a git command did not do `what`, in words. */
export function gitProblem(outcome: Exclude<GitOutcome, { kind: 'done' }>, what: string): Diagnostic {
  switch (outcome.kind) {
    case 'missing':
      return directoryError('git.unavailable', `${what}: there is no git on this machine.`);
    case 'timeout':
      return directoryError('git.timeout', `${what}: git took too long and was stopped.`, {
        hint: 'A hook or a signing program may be waiting for input. Commit in a terminal.',
      });
    case 'failed': {
      const lock = lockFile(outcome.message);
      if (lock !== null) return locked(what, lock);
      const text = [outcome.message, outcome.output.trim()].filter((part) => part !== '').join('\n');
      const firstLine = text.split('\n')[0] ?? '';
      return {
        ...directoryError('git.failed', `${what}: ${firstLine}`, { hint: commitHint(text) }),
        ...(text.includes('\n') ? { excerpt: text.slice(0, 4_000) } : {}),
      };
    }
  }
}

function locked(what: string, lock: string): Diagnostic {
  return directoryError('git.locked', `${what}: another git command is at work in this repository.`, {
    hint: `Try again once it is done. If none is running, one crashed and left ${lock} behind: delete that file.`,
  });
}

function commitHint(text: string): string {
  if (/user\.(name|email)|tell me who you are/i.test(text)) {
    return 'Tell git your name and address with “git config user.name” and “git config user.email”.';
  }
  if (/during a merge|rebase|cherry-pick/i.test(text)) return 'Finish the merge in progress first.';
  if (/nothing to commit|no changes added/i.test(text)) return 'The file is the same as in the last commit.';
  return 'The file itself is saved. Commit it in a terminal to see all of what git says.';
}
