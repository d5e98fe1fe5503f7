import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Result } from '../../../shared/base/result';
import type { InputsState } from '../../../shared/contract';
import type { Stores } from '../stores';
import type { Call } from './call';

/** The inputs of the flake and the folders in their place. Answers are shown where they were asked for. */
export interface InputActions {
  loadInputs(): Promise<Result<InputsState, Diagnostic>>;
  /** Puts a folder that main listed in the place of an input. */
  overrideInput(input: string, folder: string): Promise<Result<InputsState, Diagnostic>>;
  /** The same with the native folder dialog; null: the user cancelled. */
  chooseInputFolder(input: string): Promise<Result<InputsState | null, Diagnostic>>;
  resetInput(input: string): Promise<Result<InputsState, Diagnostic>>;
  /** Opens the settings at an input. */
  openInput(input: string): void;
}

export function createInputActions({ view }: Stores, call: Call): InputActions {
  return {
    loadInputs: () => call('inputs:get', {}),
    overrideInput: (input, folder) => call('inputs:override', { input, folder }),
    chooseInputFolder: (input) => call('inputs:choose', { input }),
    resetInput: (input) => call('inputs:reset', { input }),
    openInput: (input) => view.setState({ dialog: { kind: 'settings', input } }),
  };
}
