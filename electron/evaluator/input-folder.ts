/** Whether a folder can stand for a flake input: the same answer for the command line and the window. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { KnownInput } from '../../shared/clan/flake-inputs';

/** What is wrong with `folder` as a checkout of the input; null: it can be used. `known`: which input it is. */
export function inputFolderProblem(
  input: string,
  known: KnownInput | null,
  folder: string,
): Diagnostic | null {
  const name = path.basename(folder);
  if (!existsSync(folder)) return problem('input.no-folder', input, `There is no folder ${folder}.`);
  if (!statSync(folder).isDirectory()) {
    return problem('input.no-folder', input, `${folder} is a file, not a folder.`);
  }
  const has = (...files: readonly string[]): boolean =>
    files.every((file) => existsSync(path.join(folder, file)));
  switch (known) {
    case 'nixpkgs':
      if (has('lib/default.nix', 'lib/modules.nix') || has('default.nix', 'modules.nix')) return null;
      return problem(
        'input.no-checkout',
        input,
        `${name} is no checkout of nixpkgs: it has no lib/modules.nix.`,
        'Choose the folder of nixpkgs, or of its library alone (nixpkgs.lib).',
      );
    case 'clan-core':
      if (has('clanServices')) return null;
      return problem(
        'input.no-checkout',
        input,
        `${name} is no checkout of clan-core: it has no folder clanServices.`,
        'Choose the folder that has clanServices and flake.nix in it.',
      );
    default:
      if (has('flake.nix') || has('lib')) return null;
      return problem(
        'input.no-checkout',
        input,
        `${name} is no flake: it has neither a flake.nix nor a folder lib.`,
        'Choose the folder with the flake.nix of the input.',
      );
  }
}

function problem(code: string, input: string, message: string, hint?: string): Diagnostic {
  return { code, severity: 'error', message, input, ...(hint === undefined ? {} : { hint }) };
}
