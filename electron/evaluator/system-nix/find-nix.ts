/** Finds the user's own Nix, and says what is wrong with it when it cannot be used. */
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { canAnswer } from './eval-jobs';
import { NixRunner } from './nix-runner';
import { isProgram } from './outliving';

/** The oldest version whose `nix eval` answers as this app asks. */
export const oldestVersion = [2, 8] as const;

export interface FoundEvalJobs {
  readonly program: string;
  /** As it is shown; `?` where its place does not tell: the program itself never does. */
  readonly version: string;
  /** Whether it can be asked for what this app wants to know (2.31 and newer). */
  readonly isUsable: boolean;
}

export interface FoundNix {
  readonly kind: 'found';
  readonly program: string;
  /** As it is shown: `2.18.1`. */
  readonly version: string;
  /** Beside `nix`, when there is one: evaluates many machines at once. */
  readonly evalJobs: FoundEvalJobs | null;
}

export type NixSearch =
  | FoundNix
  | { readonly kind: 'missing'; readonly lookedIn: readonly string[] }
  | { readonly kind: 'too-old'; readonly program: string; readonly version: string }
  | { readonly kind: 'broken'; readonly program: string; readonly reason: string };

/** Where installers put Nix without telling PATH of a program that a desktop starts. */
function usualFolders(environment: NodeJS.ProcessEnv): readonly string[] {
  const home = environment['HOME'];
  return [
    '/nix/var/nix/profiles/default/bin',
    ...(home === undefined ? [] : [path.join(home, '.nix-profile/bin')]),
    ...(home === undefined ? [] : [path.join(home, '.local/state/nix/profile/bin')]),
    '/run/current-system/sw/bin',
  ];
}

export interface FindNixOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds that the program may take to tell its version. */
  readonly timeout?: number;
  /** Folders to look in besides PATH; what tests replace. */
  readonly folders?: readonly string[];
}

/** Looks for `nix` and asks for its version. */
export async function findNix(options: FindNixOptions = {}): Promise<NixSearch> {
  const { environment = process.env, timeout = 10_000 } = options;
  const onPath = (environment['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  const lookedIn = [...new Set([...onPath, ...(options.folders ?? usualFolders(environment))])];
  const program = findProgram('nix', lookedIn);
  if (program === null) return { kind: 'missing', lookedIn };
  const runner = new NixRunner({ program, environment, timeout });
  const outcome = await runner.run({ args: ['--version'], mayUseNetwork: false });
  if (outcome.kind !== 'done') return { kind: 'broken', program, reason: brokenReason(outcome.kind) };
  // "nix (Nix) 2.18.1", also "nix (Lix, like Nix) 2.91.0" and "nix (Determinate Nix 3.1.0) 2.26.3".
  const numbers = /^nix \(.*\) (\d+)\.(\d+)(\S*)/.exec(outcome.output);
  if (numbers === null) return { kind: 'broken', program, reason: 'it does not tell its version' };
  const [, major = '', minor = '', rest = ''] = numbers;
  const version = `${major}.${minor}${rest}`;
  if (isOlder([Number(major), Number(minor)])) return { kind: 'too-old', program, version };
  const jobs = findProgram('nix-eval-jobs', lookedIn);
  const evalJobs = jobs === null ? null : await examineJobs(runner.for(jobs));
  return { kind: 'found', program, version, evalJobs };
}

/** It has no `--version`: its help lists what it can do, and the place in the store has the version in its name. */
async function examineJobs(runner: NixRunner): Promise<FoundEvalJobs> {
  const { program } = runner;
  const outcome = await runner.run({ args: ['--help'], mayUseNetwork: false });
  const place = await realpath(program).catch(() => program);
  const [, version = '?'] = /nix-eval-jobs-(\d+\.\d[^/]*)\//.exec(place) ?? [];
  return { program, version, isUsable: outcome.kind === 'done' && canAnswer(outcome.output) };
}

function isOlder([major, minor]: readonly [number, number]): boolean {
  return major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]);
}

function brokenReason(kind: string): string {
  return kind === 'timeout' ? 'it does not answer' : 'it cannot be started';
}

function findProgram(name: string, folders: readonly string[]): string | null {
  for (const folder of folders) {
    const candidate = path.join(folder, name);
    if (isProgram(candidate)) return candidate;
  }
  return null;
}
