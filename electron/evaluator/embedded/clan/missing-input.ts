import { NixError } from '../nix';

/** Evaluation needs a flake input that cannot be had. Diagnostics about it offer a checkout as the way out. */
export class MissingInputError extends NixError {
  constructor(
    /** The input's name in the flake. */
    readonly input: string,
    message: string,
  ) {
    super('throw', message, undefined, `Give a local checkout of it: --override-input ${input} PATH`);
  }
}
