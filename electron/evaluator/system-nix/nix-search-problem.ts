import type { Diagnostic } from '../../../shared/base/diagnostic';
import { oldestVersion } from './find-nix';
import type { FoundNix, NixSearch } from './find-nix';
import { systemNixError } from './system-nix-error';

/** Why the user's Nix cannot be asked, and what to do about it. */
export function nixSearchProblem(search: Exclude<NixSearch, FoundNix>): Diagnostic {
  switch (search.kind) {
    case 'missing':
      return systemNixError('system-nix.missing', 'There is no nix on this machine.', {
        hint: `Install Nix, or put it on PATH. Looked in: ${search.lookedIn.join(', ')}.`,
      });
    case 'too-old':
      return systemNixError(
        'system-nix.too-old',
        `${search.program} is Nix ${search.version}, which is older than ${oldestVersion.join('.')}.`,
        { hint: 'Install a newer Nix.' },
      );
    case 'broken':
      return systemNixError('system-nix.broken', `${search.program} cannot be used: ${search.reason}.`, {
        hint: `Run “${search.program} --version” to see what is wrong with it.`,
      });
  }
}
