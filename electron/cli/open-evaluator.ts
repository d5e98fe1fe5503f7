/** The evaluator that a command asks: ours, or the user's own Nix. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { sourceTree } from '../clan-directory';
import { SystemEvaluator, WorkerEvaluator, findNix, nixSearchProblem } from '../evaluator';
import type { Evaluator, FoundNix } from '../evaluator';
import { installation } from '../installation';
import type { EvaluatorChoice } from './arguments';

/** Nobody waits at a keyboard: a large clan may take its time. */
const deadline = 120_000;

/** What opening an evaluator needs to know. */
export interface EvaluatorRequest {
  /** The root of the clan. */
  readonly directory: string;
  readonly choice: EvaluatorChoice;
  /** Absolute folders by the input's name. */
  readonly overrideInputs: Readonly<Record<string, string>>;
}

/** An evaluator to ask, and a line about which one it is where that was not the user's choice. */
export interface OpenedEvaluator {
  readonly evaluator: Evaluator;
  readonly note: string | null;
}

/** Opens the evaluator of the user's choice. Fails where that is system Nix, and there is none to ask. */
export async function openEvaluator(request: EvaluatorRequest): Promise<Result<OpenedEvaluator, Diagnostic>> {
  const { choice } = request;
  if (choice === 'embedded') return ok({ evaluator: embeddedEvaluator(request), note: null });
  const nix = await findNix();
  if (nix.kind === 'found') {
    const note = choice === 'auto' ? `answered by Nix ${nix.version} (${nix.program})` : null;
    return ok({ evaluator: systemEvaluator(request, nix), note });
  }
  const problem = nixSearchProblem(nix);
  if (choice === 'nix') return err(problem);
  return ok({
    evaluator: embeddedEvaluator(request),
    note: `answered by the embedded evaluator: ${problem.message}`,
  });
}

/** Our own evaluator, in a worker. */
export function embeddedEvaluator(request: Omit<EvaluatorRequest, 'choice'>): Evaluator {
  return new WorkerEvaluator(request.directory, {
    workerUrl: pathToFileURL(installation.worker),
    overrideInputs: request.overrideInputs,
    deadline,
  });
}

/** Where copies for Nix are made. */
export const stagingFolder = path.join(tmpdir(), `clan-inventory-${process.getuid?.() ?? 'user'}`);

/** The user's own Nix. It may not fetch anything: nobody can be asked here. */
export function systemEvaluator(request: Omit<EvaluatorRequest, 'choice'>, nix: FoundNix): Evaluator {
  return new SystemEvaluator(request.directory, {
    nix,
    listSource: sourceTree,
    stagingFolder,
    overrideInputs: request.overrideInputs,
    limits: { timeout: deadline },
  });
}

/** Ends the evaluator, and with it the processes of Nix, when the user stops the command. Answers how to stop that. */
export function endOnSignal(evaluator: Evaluator): () => void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const listeners = Object.entries(codes).map(([signal, code]) => {
    const listener = (): void => void evaluator.dispose().finally(() => process.exit(code));
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
}
