/** Requests about who evaluates the open clan. */
import { err, ok } from '../../shared/base/result';
import type { Services } from '../services';
import type { HandlersOf } from './handlers';
import { noClan } from './no-clan';

export function evaluatorsHandlers(services: Services): HandlersOf<'evaluators'> {
  return {
    'evaluators:get': () => {
      const { evaluators } = services;
      return evaluators === null ? err(noClan) : ok(evaluators.state);
    },
    'evaluators:choose': async ({ choice }) => {
      const { evaluators } = services;
      return evaluators === null ? err(noClan) : ok(await evaluators.choose(choice));
    },
    'evaluators:allow-fetching': async ({ isAllowed }) => {
      const { evaluators } = services;
      return evaluators === null ? err(noClan) : ok(await evaluators.allowFetching(isAllowed));
    },
    'evaluators:retry': async () => {
      const { evaluators } = services;
      return evaluators === null ? err(noClan) : ok(await evaluators.retry());
    },
  };
}
