import type { Diagnostic } from '../../shared/base/diagnostic';

/** The answer to requests about a clan while none is open. */
export const noClan: Diagnostic = {
  code: 'clan.none-open',
  severity: 'error',
  message: 'No clan is open.',
};
