import { execFile } from 'node:child_process';

/** What a git command gave. `missing`: there is no git on this machine. */
export type GitOutcome =
  | { readonly kind: 'done'; readonly output: string }
  | {
      readonly kind: 'failed';
      readonly code: number | null;
      readonly output: string;
      readonly message: string;
    }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'missing' };

export interface RunGitOptions {
  readonly directory: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly environment?: NodeJS.ProcessEnv;
}

export type RunGit = (args: readonly string[], options: RunGitOptions) => Promise<GitOutcome>;

/** Variables that belong to the user rather than to a git process that happened to start us. */
const keptVariables: ReadonlySet<string> = new Set([
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
]);

/** The environment without what would point git at another repository or make it wait for a terminal. */
export function gitEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !name.startsWith('GIT_') || keptVariables.has(name),
  );
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PAGER: 'cat',
    // No editor can open; a command that wants one fails instead of waiting.
    GIT_EDITOR: 'false',
  };
}

/** Runs git with an argument list, never through a shell. Path arguments are taken literally. */
export const runGit: RunGit = (args, { directory, timeout, environment = process.env }) =>
  new Promise((resolve) => {
    const options = {
      cwd: directory,
      timeout,
      killSignal: 'SIGKILL' as const,
      maxBuffer: 16 * 1024 * 1024,
      env: gitEnvironment(environment),
      windowsHide: true,
    };
    const child = execFile('git', ['--literal-pathspecs', ...args], options, (error, stdout, stderr) => {
      if (!error) resolve({ kind: 'done', output: stdout });
      else if ('code' in error && error.code === ('ENOENT' as unknown)) resolve({ kind: 'missing' });
      else if (error.killed) resolve({ kind: 'timeout' });
      else {
        const code = typeof error.code === 'number' ? error.code : null;
        resolve({ kind: 'failed', code, output: stdout, message: stderr.trim() || error.message });
      }
    });
    // Hooks that read from standard input get its end at once.
    child.stdin?.end();
  });
