import { NixError } from '../nix';
import type { AttrSet } from '../nix';

/**
 * Refuses attributes that a native function with a closed set pattern does not take, and wants those that it must have,
 * with the NixError that a function written in Nix gives.
 */
export function refuseUnknown(name: string, given: AttrSet, formals: ReadonlyMap<string, boolean>): void {
  for (const key of given.names()) {
    if (!formals.has(key)) {
      throw new NixError(
        'unexpected-argument',
        `function '${name}' called with unexpected argument '${key}'`,
      );
    }
  }
  for (const [key, isOptional] of formals) {
    if (!isOptional && !given.has(key)) {
      throw new NixError('missing-argument', `function '${name}' called without required argument '${key}'`);
    }
  }
}
