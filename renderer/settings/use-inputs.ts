import { useEffect, useState } from 'react';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Result } from '../../shared/base/result';
import type { InputsState } from '../../shared/contract';
import { useActions, useEvaluation, useWorkspace } from '../state';

/** The inputs while the dialog is open, and what can be done with them. */
export interface Inputs {
  /** Null: not read yet. */
  readonly state: InputsState | null;
  /** Why the last choice was refused, by the input it was for. */
  readonly refusal: { readonly input: string; readonly problem: Diagnostic } | null;
  /** The input that is being changed. */
  readonly busy: string | null;
  readonly hasNativeDialog: boolean;
  override(input: string, folder: string): Promise<void>;
  chooseNatively(input: string): Promise<void>;
  reset(input: string): Promise<void>;
}

/** Reads the inputs, and reads them again after every evaluation. */
export function useInputs(): Inputs {
  const { loadInputs, overrideInput, chooseInputFolder, resetInput } = useActions();
  const round = useEvaluation((slice) => slice.round);
  const hasNativeDialog = useWorkspace(({ app }) => app?.hasFolderDialog === true);
  const [state, setState] = useState<InputsState | null>(null);
  const [refusal, setRefusal] = useState<Inputs['refusal']>(null);
  const [busy, setBusy] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    void loadInputs().then((answer) => {
      if (isWanted) setState(answer.ok ? answer.value : { inputs: [], problem: answer.error });
    });
    return () => {
      isWanted = false;
    };
  }, [loadInputs, round]);

  const change = async (input: string, ask: () => Promise<Result<InputsState | null, Diagnostic>>) => {
    setBusy(input);
    setRefusal(null);
    const answer = await ask();
    setBusy(null);
    if (!answer.ok) setRefusal({ input, problem: answer.error });
    else if (answer.value !== null) setState(answer.value);
  };
  return {
    state,
    refusal,
    busy,
    hasNativeDialog,
    override: (input, folder) => change(input, () => overrideInput(input, folder)),
    chooseNatively: (input) => change(input, () => chooseInputFolder(input)),
    reset: (input) => change(input, () => resetInput(input)),
  };
}
