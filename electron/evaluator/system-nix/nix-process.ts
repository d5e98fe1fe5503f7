/** One process of Nix: started from an argument list, bounded in time, memory and output, ended with all its children. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { NixMessageReader } from './nix-messages';
import type { NixMessage, NixProgress } from './nix-messages';
import { guardedCall, isProgram } from './outliving';

export interface NixCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: NixProgress) => void) | undefined;
}

/** `missing`: the program is not there or may not be run. */
export type NixOutcome =
  | { readonly kind: 'done'; readonly output: string; readonly messages: readonly NixMessage[] }
  /** `signal`: what ended it, when it did not end by itself. */
  | {
      readonly kind: 'failed';
      readonly code: number | null;
      readonly signal: string | null;
      readonly messages: readonly NixMessage[];
    }
  | { readonly kind: 'timeout'; readonly milliseconds: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'missing'; readonly program: string };

/** No answer of a clan is larger; something endless is. */
const mostOutput = 256 * 1024 * 1024;
/** Warnings of a large fleet repeat themselves; more than this nobody reads. */
const mostMessages = 400;
const inGroup = process.platform !== 'win32';

/** Runs it to its end. Never rejects. */
export function runNixProcess(command: NixCommand): Promise<NixOutcome> {
  const { signal } = command;
  if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const run = new NixRun(command, (outcome) => {
      signal?.removeEventListener('abort', cancel);
      resolve(outcome);
    });
    const cancel = (): void => run.end({ kind: 'cancelled' });
    signal?.addEventListener('abort', cancel, { once: true });
    run.start();
  });
}

class NixRun {
  readonly #messages: NixMessage[] = [];
  readonly #chunks: Buffer[] = [];
  readonly #reader = new NixMessageReader();
  #bytes = 0;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** Why it was ended early; the outcome when the process has gone. */
  #verdict: NixOutcome | null = null;
  #isSettled = false;

  constructor(
    private readonly command: NixCommand,
    private readonly settle: (outcome: NixOutcome) => void,
  ) {}

  start(): void {
    const { program, environment, timeout } = this.command;
    if (!isProgram(program)) {
      this.#finish({ kind: 'missing', program });
      return;
    }
    const call = guardedCall(this.command, timeout);
    let child: ChildProcess;
    try {
      child = spawn(call.program, call.args, {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that what Nix starts (git, ssh, evaluators) ends with it.
        detached: inGroup,
        windowsHide: true,
      });
    } catch {
      // Arguments that no system takes, such as a path with a NUL.
      this.#finish({ kind: 'missing', program });
      return;
    }
    this.#child = child;
    this.#timer = setTimeout(() => this.end({ kind: 'timeout', milliseconds: timeout }), timeout);
    child.once('error', () => this.#finish(this.#verdict ?? { kind: 'missing', program }));
    child.stdout?.on('data', (chunk: Buffer) => this.#onOutput(chunk));
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => this.#onLine(line));
    child.once('close', (code, signal) => this.#onClose(code, signal));
    this.command.onProgress?.({ kind: 'evaluating' });
  }

  /** Ends the process and its children now; `outcome` is what the run comes to. */
  end(outcome: NixOutcome): void {
    if (this.#isSettled || this.#verdict !== null) return;
    this.#verdict = outcome;
    kill(this.#child);
  }

  #onOutput(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > mostOutput) this.end({ kind: 'too-large', bytes: this.#bytes });
    else this.#chunks.push(chunk);
  }

  #onLine(line: string): void {
    const event = this.#reader.read(line);
    if (event === undefined || this.#verdict !== null) return;
    if (event.kind === 'progress') this.command.onProgress?.(event.progress);
    else if (this.#messages.length < mostMessages || event.message.level === 'error') {
      this.#messages.push(event.message);
    }
  }

  #onClose(code: number | null, signal: string | null): void {
    if (this.#verdict !== null) this.#finish(this.#verdict);
    else if (code === 0) {
      const output = Buffer.concat(this.#chunks).toString('utf8');
      this.#finish({ kind: 'done', output, messages: this.#messages });
    } else this.#finish({ kind: 'failed', code, signal, messages: this.#messages });
  }

  #finish(outcome: NixOutcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.settle(outcome);
  }
}

function kill(child: ChildProcess | null): void {
  if (child?.pid === undefined) return;
  try {
    if (inGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
