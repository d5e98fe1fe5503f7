import { coerceToString } from '../eval/coerce';
import type { ContextString, Slot } from '../value/value';

/** What builtins that make strings need of the interpreter: a path becomes that of its copy in the store. */
export interface CopyHost {
  copyToStore(path: string): string | ContextString;
}

/** The string that a value stands for, where Nix copies paths to the store. `what` says whose value it is. */
export function coerceCopying(host: CopyHost, slot: Slot, what?: string): string | ContextString {
  return coerceToString(slot, { what, pathToString: (path) => host.copyToStore(path) });
}
