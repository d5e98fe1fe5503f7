/**
 * The real Nix for tests: a store of its own in a temporary folder (so that nothing has to be installed or running, and
 * any user can run them), and copies of the test clan. Suites that need it are skipped, counted and named without it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sourceTree } from '../../../clan-directory';
import { findNix } from '../find-nix';
import type { FoundNix } from '../find-nix';
import { SystemEvaluator } from '../system-evaluator';
import type { SystemEvaluatorOptions } from '../system-evaluator';
import { evalJobsSource } from './eval-jobs-program';

/** Whether this machine has a Nix that the tests can ask. Suites say `describe.skipIf(!hasNix)`. */
export const hasNix =
  spawnSync('nix', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('nix (') ?? false;

const clanSource = path.join(import.meta.dirname, '../../../../e2e/fixtures/nix-clan');

/** A Nix whose calls are noted. */
export interface CountedNix {
  readonly nix: FoundNix;
  /** Arguments of every call since the last `forget`. */
  calls(): readonly (readonly string[])[];
  forget(): void;
}

export class NixFixture {
  readonly base = realpathSync(mkdtempSync(path.join(tmpdir(), 'system-nix-')));
  readonly #evaluators: SystemEvaluator[] = [];
  #count = 0;

  /** The environment of a Nix with a store of its own. */
  get environment(): NodeJS.ProcessEnv {
    const below = (name: string): string => path.join(this.base, 'nix', name);
    return {
      PATH: process.env['PATH'],
      HOME: below('home'),
      NIX_STORE_DIR: below('store'),
      NIX_STATE_DIR: below('state'),
      NIX_LOG_DIR: below('log'),
      NIX_CONF_DIR: below('conf'),
      XDG_CACHE_HOME: below('cache'),
    };
  }

  get staging(): string {
    return path.join(this.base, 'staging');
  }

  /** Copies that are waiting for Nix, or were left behind. */
  stagedCopies(): readonly string[] {
    return existsSync(this.staging) ? readdirSync(this.staging) : [];
  }

  /** A copy of the test clan in a folder with this name. */
  clan(name = `clan-${++this.#count}`): string {
    const directory = path.join(this.base, name);
    cpSync(clanSource, directory, { recursive: true });
    return directory;
  }

  /** A clan of the given files alone. */
  folder(files: Readonly<Record<string, string>>, name = `folder-${++this.#count}`): string {
    const directory = path.join(this.base, name);
    this.write(directory, files);
    return directory;
  }

  write(directory: string, files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(directory, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }

  /** Puts everything in the folder under git, but for the files named. */
  track(directory: string, except: readonly string[] = []): void {
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-C', directory, ...args], { stdio: 'ignore' });
    };
    git('init', '-q');
    git('add', '.');
    for (const file of except) git('rm', '-q', '--cached', file);
  }

  /** A program in the place of `nix`, written as a shell script. */
  script(body: string, name = 'nix'): string {
    const folder = path.join(this.base, `bin-${++this.#count}`);
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  async nix(): Promise<FoundNix> {
    const found = await findNix({ environment: this.environment });
    if (found.kind !== 'found') throw new Error(`no nix for tests: ${found.kind}`);
    return { ...found, evalJobs: null };
  }

  /** The real Nix behind a script that notes the arguments of each call. */
  async countedNix(): Promise<CountedNix> {
    const real = await this.nix();
    const log = path.join(this.base, `calls-${++this.#count}`);
    const program = this.script(
      `{ for word in "$@"; do printf '%s\\0' "$word"; done; printf '\\1'; } >> '${log}'\nexec '${real.program}' "$@"`,
    );
    const calls = (): readonly (readonly string[])[] =>
      !existsSync(log)
        ? []
        : readFileSync(log, 'utf8')
            .split('\u0001')
            .slice(0, -1)
            .map((call) => call.split('\0').slice(0, -1));
    const forget = (): void => rmSync(log, { force: true });
    return { nix: { ...real, program }, calls, forget };
  }

  /** A Nix with nix-eval-jobs beside it, as the tests have it; `calls`: the arguments of the latter. */
  async nixWithJobs(): Promise<CountedNix> {
    const real = await this.nix();
    const log = path.join(this.base, `jobs-${++this.#count}`);
    const folder = path.join(this.base, `bin-${++this.#count}`);
    mkdirSync(folder);
    symlinkSync(real.program, path.join(folder, 'nix'));
    writeFileSync(path.join(folder, 'nix-eval-jobs'), evalJobsSource(real.program, log), { mode: 0o755 });
    const PATH = `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`;
    const found = await findNix({ environment: { ...this.environment, PATH } });
    if (found.kind !== 'found') throw new Error(`no nix for tests: ${found.kind}`);
    const calls = (): readonly (readonly string[])[] =>
      !existsSync(log)
        ? []
        : readFileSync(log, 'utf8')
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as readonly string[]);
    return { nix: found, calls, forget: () => rmSync(log, { force: true }) };
  }

  async evaluator(
    directory: string,
    options: Partial<SystemEvaluatorOptions> = {},
  ): Promise<SystemEvaluator> {
    const evaluator = new SystemEvaluator(directory, {
      nix: options.nix ?? (await this.nix()),
      listSource: sourceTree,
      stagingFolder: this.staging,
      ...options,
      limits: { timeout: 60_000, environment: this.environment, ...options.limits },
    });
    this.#evaluators.push(evaluator);
    return evaluator;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#evaluators.splice(0).map((evaluator) => evaluator.dispose()));
    rmSync(this.base, { recursive: true, force: true });
  }
}
