import type { Diagnostic } from '../../../shared/base/diagnostic';

/** What can go wrong around the user's Nix; what goes wrong inside evaluation keeps the codes `nix.…`. */
export type SystemNixCode =
  | 'system-nix.missing'
  | 'system-nix.too-old'
  | 'system-nix.broken'
  | 'system-nix.input-missing'
  | 'system-nix.input-changed'
  | 'system-nix.untracked-file'
  | 'system-nix.needs-build'
  | 'system-nix.store'
  | 'system-nix.no-output'
  | 'system-nix.timeout'
  | 'system-nix.memory'
  | 'system-nix.too-large'
  | 'system-nix.bad-answer'
  | 'system-nix.staging'
  | 'system-nix.disagreement'
  | 'system-nix.warning';

/** A finding of this folder. */
export function systemNixError(
  code: SystemNixCode,
  message: string,
  more: Omit<Partial<Diagnostic>, 'code' | 'message'> = {},
): Diagnostic {
  return { code, severity: 'error', message, ...more };
}
