/** `clan-inventory nix` in a thread with a large stack. Paths may be anywhere: this evaluates what the user names. */
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../../shared/base/invariant';
import { DiskIo } from '../evaluator/in-thread';
import { runNixCommand } from './nix-command';
import type { NixThreadMessage, NixThreadSetup } from './nix-thread';

const port = parentPort;
invariant(port !== null, 'the nix worker was started outside a worker thread');
const setup = workerData as NixThreadSetup;

function post(message: NixThreadMessage): void {
  port?.postMessage(message);
}

const stderr = (text: string): void => post({ kind: 'stderr', text });
const io = new DiskIo({
  roots: null,
  environment: setup.environment,
  trace: (message) => stderr(`${message}\n`),
});
const code = runNixCommand(
  setup.argv,
  { stdout: (text) => post({ kind: 'stdout', text }), stderr, stdin: () => setup.stdin },
  io,
);
post({ kind: 'exit', code });
