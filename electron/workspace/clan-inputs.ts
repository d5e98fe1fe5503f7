/**
 * The flake inputs of an open clan: which there are, and which folders the user put in their place. The choice is kept
 * in the app's own settings; the clan's directory knows nothing of it.
 */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { FlakeInput } from '../../shared/clan/flake-inputs';
import type { InputEntry, InputsState } from '../../shared/contract';
import { inputFolderProblem } from '../evaluator';
import type { Evaluator, EvaluatorFailure } from '../evaluator';
import { directoryLabel } from '../settings';

export interface ClanInputsOptions {
  readonly evaluator: Evaluator;
  /** Input name to absolute folder. */
  readonly overrides: () => Readonly<Record<string, string>>;
  /** Keeps other overrides and evaluates the clan anew with them. */
  readonly setOverrides: (overrides: Readonly<Record<string, string>>) => Promise<void>;
}

const attempts = 3;

export class ClanInputs {
  constructor(private readonly options: ClanInputsOptions) {}

  async list(): Promise<InputsState> {
    const answer = await this.#ask();
    const declared = answer.ok ? (answer.value.value as unknown as readonly FlakeInput[]) : [];
    const overrides = this.options.overrides();
    const forgotten = Object.keys(overrides)
      .filter((name) => declared.every((input) => input.name !== name))
      .map((name): FlakeInput => ({ name, url: null, known: null, source: { kind: 'missing' } }));
    const inputs = [...declared, ...forgotten].map((input) => entryOf(input, overrides[input.name]));
    return {
      inputs: inputs.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      problem: answer.ok ? null : problemOf(answer.error),
    };
  }

  /** An edit that comes while the question waits supersedes it; what it says of inputs is the same. */
  async #ask(): ReturnType<Evaluator['query']> {
    const { evaluator } = this.options;
    let answer = await evaluator.query({ kind: 'inputs' });
    for (let again = 1; again < attempts && !answer.ok && answer.error.kind === 'superseded'; again++) {
      answer = await evaluator.query({ kind: 'inputs' });
    }
    return answer;
  }

  /** Puts a folder in the place of an input; refused when the folder is no checkout of it. */
  async override(name: string, folder: string): Promise<Result<InputsState, Diagnostic>> {
    const { inputs } = await this.list();
    const known = inputs.find((input) => input.name === name)?.known ?? null;
    const problem = inputFolderProblem(name, known, folder);
    if (problem !== null) return err(problem);
    await this.options.setOverrides({ ...this.options.overrides(), [name]: folder });
    return ok(await this.list());
  }

  /** Takes the input from where it came before. */
  async reset(name: string): Promise<Result<InputsState, Diagnostic>> {
    const others = Object.entries(this.options.overrides()).filter(([input]) => input !== name);
    await this.options.setOverrides(Object.fromEntries(others));
    return ok(await this.list());
  }
}

function entryOf(input: FlakeInput, override: string | undefined): InputEntry {
  const source = override === undefined ? input.source : ({ kind: 'override', folder: override } as const);
  return {
    ...input,
    source,
    folderLabel: 'folder' in source ? directoryLabel(source.folder) : null,
    problem: override === undefined ? null : inputFolderProblem(input.name, input.known, override),
  };
}

/** A question that was superseded says nothing about the flake. */
function problemOf(failure: EvaluatorFailure): Diagnostic | null {
  return failure.kind === 'failed' ? (failure.diagnostics[0] ?? null) : null;
}
