/**
 * All Nix processes of this app: at most two run at once, the others wait in order. What a run needs beside its question
 * (features, offline, no builds, environment) is the same for all of them and decided here.
 */
import { nixEnvironment } from './nix-environment';
import { runNixProcess } from './nix-process';
import type { NixOutcome } from './nix-process';
import type { NixProgress } from './nix-messages';

export interface NixRunnerOptions {
  readonly program: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds that one process may take. */
  readonly timeout?: number;
  readonly memoryMegabytes?: number;
}

export interface NixQuestion {
  /** The sub-command with its own arguments, such as `['eval', '--json', …]`. */
  readonly args: readonly string[];
  readonly mayUseNetwork: boolean;
  /** `--override-input NAME ADDRESS` and so on, for questions about a flake. */
  readonly overrides?: readonly string[];
  /** In place of the usual time limit, in units of it: several machines take longer than one. */
  readonly patience?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: NixProgress) => void) | undefined;
}

/** Evaluating a large machine on real nixpkgs takes a minute on a slow one. */
const defaultTimeout = 180_000;
const defaultMemory = 6_144;
const mostAtOnce = 2;

/** Permission to run, given to at most two at once, however many runners there are. */
class Turnstile {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  async enter(): Promise<void> {
    if (this.#inside < mostAtOnce) this.#inside++;
    // Whoever leaves passes the place on, so the count stays.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside--;
  }
}

const turnstile = new Turnstile();

export class NixRunner {
  constructor(private readonly options: NixRunnerOptions) {}

  get program(): string {
    return this.options.program;
  }

  /** What one process may take. */
  get memoryMegabytes(): number {
    return this.options.memoryMegabytes ?? defaultMemory;
  }

  /** The same runner for another program, such as nix-eval-jobs. */
  for(program: string): NixRunner {
    return new NixRunner({ ...this.options, program });
  }

  /** Runs `nix` for a question. Nothing is built, no lock file is written. Never rejects. */
  ask(question: NixQuestion): Promise<NixOutcome> {
    const ofFlakes =
      question.args[0] === 'store' ? [] : [...(question.overrides ?? []), '--no-write-lock-file'];
    const args = [...commonArguments(question.mayUseNetwork), ...question.args, ...ofFlakes];
    return this.run({ ...question, args });
  }

  /** Runs the program with exactly these arguments. */
  async run(question: NixQuestion): Promise<NixOutcome> {
    const { program, environment = process.env, timeout = defaultTimeout } = this.options;
    await turnstile.enter();
    try {
      return await runNixProcess({
        program,
        args: question.args,
        environment: nixEnvironment(environment, {
          mayUseNetwork: question.mayUseNetwork,
          memoryMegabytes: this.memoryMegabytes,
        }),
        timeout: timeout * (question.patience ?? 1),
        signal: question.signal,
        onProgress: question.onProgress,
      });
    } finally {
      turnstile.leave();
    }
  }
}

/** They come first: newer versions pass over settings of features that are not on yet. */
function commonArguments(mayUseNetwork: boolean): readonly string[] {
  return [
    '--extra-experimental-features',
    'nix-command flakes',
    '--log-format',
    'internal-json',
    '--show-trace',
    // What a flake would like to set in the user's Nix is never taken, and nothing is built to evaluate something.
    '--option',
    'accept-flake-config',
    'false',
    '--option',
    'allow-import-from-derivation',
    'false',
    ...(mayUseNetwork ? [] : ['--offline']),
  ];
}
