/** Opening and closing. */
import { ok } from '../../shared/base/result';
import type { Services } from '../services';
import type { HandlersOf } from './handlers';

export function clanHandlers(services: Services): HandlersOf<'clan'> {
  return {
    'clan:open': (target) => services.open(target),
    'clan:close': async () => {
      await services.close();
      return ok(null);
    },
  };
}
