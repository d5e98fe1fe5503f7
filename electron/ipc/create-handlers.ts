/** Every channel of the contract with its handler; the compiler proves that none is missing. */
import type { Services } from '../services';
import { appHandlers } from './app-handlers';
import { clanHandlers } from './clan-handlers';
import type { Handlers } from './handlers';
import { evaluatorsHandlers } from './evaluators-handlers';
import { inputsHandlers } from './inputs-handlers';
import { resultsHandlers } from './results-handlers';
import { workspaceHandlers } from './workspace-handlers';

export function createHandlers(services: Services): Handlers {
  return {
    ...appHandlers(services),
    ...clanHandlers(services),
    ...workspaceHandlers(services),
    ...resultsHandlers(services),
    ...inputsHandlers(services),
    ...evaluatorsHandlers(services),
  };
}
