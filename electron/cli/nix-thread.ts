/** Starts `clan-inventory nix` in its thread and passes on what it prints. */
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { installation } from '../installation';
import type { Output } from './output';

export interface NixThreadSetup {
  readonly argv: readonly string[];
  /** Read beforehand, when an argument asks for it. */
  readonly stdin: Uint8Array;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What relative paths start from. */
  readonly workingDirectory: string;
}

export type NixThreadMessage =
  /** Text, or bytes where it has some that are no UTF-8. */
  | { readonly kind: 'stdout' | 'stderr'; readonly text: string | Uint8Array }
  | { readonly kind: 'exit'; readonly code: number };

const stackMegabytes = 900;
const heapMegabytes = 4_096;
/** Most values are short-lived: with room for many, few are still alive when the collector copies those that are. */
const youngMegabytes = 256;

/** Runs the command with `argv`; the exit code. */
export async function runNixInWorker(argv: readonly string[], output: Output): Promise<number> {
  const setup: NixThreadSetup = {
    argv,
    stdin: argv.includes('-') ? readFileSync(0) : new Uint8Array(),
    environment: { ...process.env },
    workingDirectory: process.cwd(),
  };
  const worker = new Worker(installation.nixWorker, {
    workerData: setup,
    resourceLimits: {
      stackSizeMb: stackMegabytes,
      maxOldGenerationSizeMb: heapMegabytes,
      maxYoungGenerationSizeMb: youngMegabytes,
    },
  });
  return new Promise((resolve) => {
    let code = 1;
    worker.on('message', (message: NixThreadMessage) => {
      if (message.kind === 'exit') code = message.code;
      else write(output, message.kind, message.text);
    });
    worker.on('error', (error) => output.stderr(`error: ${error.message}\n`));
    worker.on('exit', () => resolve(code));
  });
}

function write(output: Output, stream: 'stdout' | 'stderr', text: string | Uint8Array): void {
  if (typeof text === 'string') output[stream](text);
  else if (output.bytes === undefined) output[stream](new TextDecoder().decode(text));
  else output.bytes(stream, text);
}
