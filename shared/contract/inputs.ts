/** The inputs of the open clan's flake, and the checkouts that the user put in their place. */
import type { Diagnostic } from '../base/diagnostic';
import type { FlakeInput } from '../clan/flake-inputs';

/** An input with what the window shows of it. */
export interface InputEntry extends FlakeInput {
  /** The folder that stands for it, with `~`; null: no folder does. */
  readonly folderLabel: string | null;
  /** What is wrong with the folder that the user chose. */
  readonly problem: Diagnostic | null;
}

/** All inputs by name, those that are overridden and no longer declared included. */
export interface InputsState {
  readonly inputs: readonly InputEntry[];
  /** Why the flake itself could not be read. */
  readonly problem: Diagnostic | null;
}
