/** The `clan-inventory` command: the same services as the window, without one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findClanRoot } from '../clan-directory';
import { knownInputNamed } from '../../shared/clan/flake-inputs';
import { inputFolderProblem } from '../evaluator';
import { appVersion } from '../installation';
import { parseCommand } from './arguments';
import type { Command } from './arguments';
import { runClanCommand } from './clan-commands';
import type { ClanCommand } from './clan-commands';
import { runDoctor } from './doctor';
import { runNixInWorker } from './nix-thread';
import { endOnSignal, openEvaluator } from './open-evaluator';
import { reportDiagnostics } from './output';
import type { Output } from './output';
import { usageText } from './usage';

const processOutput: Output = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  bytes: (stream, data) => void process[stream].write(data),
};

type DoctorCommand = Extract<Command, { readonly kind: 'doctor' }>;

/** Runs the command; the exit code (0 fine, 1 problems, 2 usage). */
export async function runCli(argv: readonly string[], output: Output = processOutput): Promise<number> {
  // `clan-inventory inventory . | head` closes our output early; that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const command = parseCommand(argv);
  if (!command.ok) return usageError(command.error, output);
  return runCommand(command.value, output);
}

async function runCommand(command: Command, output: Output): Promise<number> {
  switch (command.kind) {
    case 'help':
      output.stdout(usageText);
      return 0;
    case 'version':
      output.stdout(`${appVersion}\n`);
      return 0;
    case 'nix':
      return runNixInWorker(command.rest, output);
    case 'serve': {
      // Loaded when asked for: no other command needs a server.
      const { parseServeArguments, serve } = await import('../host');
      const parsed = parseServeArguments(command.rest);
      if (!parsed.ok) return usageError(parsed.error, output);
      return serve(parsed.value, (text) => output.stdout(`${text}\n`));
    }
    default:
      return inClan(command, output);
  }
}

async function inClan(command: ClanCommand | DoctorCommand, output: Output): Promise<number> {
  if (!existsSync(command.directory)) return usageError(`there is no directory ${command.directory}`, output);
  const root = await findClanRoot(command.directory);
  if (!root.ok) {
    reportDiagnostics([root.error], output);
    return 1;
  }
  const overrideInputs = Object.fromEntries(
    Object.entries(command.overrideInputs).map(([name, folder]) => [name, path.resolve(folder)]),
  );
  const problems = Object.entries(overrideInputs).flatMap(
    ([name, folder]) => inputFolderProblem(name, knownInputNamed(name), folder) ?? [],
  );
  if (problems.length > 0) {
    reportDiagnostics(problems, output);
    return 2;
  }
  const request = { directory: root.value, choice: command.evaluator, overrideInputs };
  if (command.kind === 'doctor') return runDoctor(request, output);
  const opened = await openEvaluator(request);
  if (!opened.ok) {
    reportDiagnostics([opened.error], output);
    return 1;
  }
  const { evaluator, note } = opened.value;
  if (note !== null) output.stderr(`clan-inventory: ${note}\n`);
  const stopListening = endOnSignal(evaluator);
  try {
    return await runClanCommand(command, evaluator, output);
  } finally {
    stopListening();
    await evaluator.dispose();
  }
}

function usageError(message: string, output: Output): number {
  output.stderr(`clan-inventory: ${message}\nTry: clan-inventory --help\n`);
  return 2;
}
