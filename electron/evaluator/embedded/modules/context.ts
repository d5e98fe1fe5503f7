import { NixError } from '../nix';
import type { Span } from '../nix';

/**
 * Runs `compute`; an error on the way gets a frame that says what was being done, and where when that is known (as
 * `builtins.addErrorContext` does).
 */
export function inContext<T>(message: () => string, compute: () => T, span?: () => Span | undefined): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NixError) error.addFrame(message(), span?.());
    throw error;
  }
}

/** Throws a NixError that `builtins.tryEval` may catch, as `throw` in the module system's own code does. */
export function fail(message: string): never {
  throw new NixError('throw', message);
}

/** A failure about definitions: it stands where the first of them is written, and leads to the others. */
export function failAt(
  message: string,
  definitions: readonly { readonly file: string; readonly span: Span | undefined }[],
): never {
  const [first, ...others] = definitions.filter(({ span }) => span !== undefined);
  const error = new NixError('throw', message, first?.span);
  for (const { file, span } of others) error.addFrame(`another definition is in \`${file}'`, span);
  throw error;
}
