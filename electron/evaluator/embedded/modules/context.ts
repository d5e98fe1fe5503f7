import { NixError } from '../nix';

/** Runs `compute`; an error on the way gets a frame that says what was being done. */
export function inContext<T>(message: () => string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof NixError) error.addFrame(message());
    throw error;
  }
}

/** A failure that `tryEval` may catch, as `throw` in the module system's own code gives. */
export function fail(message: string): never {
  throw new NixError('throw', message);
}
