/** Builtins that need the network or a real store. They exist, so that code can ask for them, and fail when called. */
import { NixError } from '../errors';
import type { Builtin } from './builtin';

function unsupported(name: string, doc: string, reason: string): Builtin {
  return {
    name,
    args: ['args'],
    doc,
    run: () => {
      throw new NixError('unsupported', `builtins.${name} is not supported by this evaluator: ${reason}`);
    },
  };
}

const network = 'it does not fetch anything';

/** The builtins that this evaluator cannot carry out. */
export const unsupportedBuiltins: readonly Builtin[] = [
  unsupported('fetchurl', 'Downloads a file.', network),
  unsupported('fetchTarball', 'Downloads and unpacks an archive.', network),
  unsupported('fetchGit', 'Fetches a Git repository.', network),
  unsupported('fetchMercurial', 'Fetches a Mercurial repository.', network),
  unsupported('fetchTree', 'Fetches a source tree.', network),
  unsupported('getFlake', 'Fetches a flake.', network),
];
