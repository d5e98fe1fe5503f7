/** `clan-inventory nix` in a thread with a large stack. Paths may be anywhere: this evaluates what the user names. */
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../shared/base/invariant';
import { DiskIo, decodeUtf8, encodeUtf8 } from '../evaluator/in-thread';
import { runNixCommand } from './nix-command';
import type { NixThreadMessage, NixThreadSetup } from './nix-thread';

const port = parentPort;
invariant(port !== null, 'the nix worker was started outside a worker thread');
const setup = workerData as NixThreadSetup;

function post(message: NixThreadMessage): void {
  port?.postMessage(message);
}

/** A lone surrogate stands for a byte that is no UTF-8, which only bytes can carry. */
function write(kind: 'stdout' | 'stderr', text: string): void {
  post({ kind, text: /\p{Surrogate}/u.test(text) ? encodeUtf8(text) : text });
}

const stderr = (text: string): void => write('stderr', text);
const io = new DiskIo({
  roots: null,
  environment: setup.environment,
  trace: (message) => stderr(`${message}\n`),
});
const code = runNixCommand(
  setup.argv,
  { stdout: (text) => write('stdout', text), stderr, stdin: () => decodeUtf8(setup.stdin) },
  io,
);
post({ kind: 'exit', code });
