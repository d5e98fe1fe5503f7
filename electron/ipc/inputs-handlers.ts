/** Requests about the inputs of the open clan's flake. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Services } from '../services';
import type { HandlersOf } from './handlers';
import { noClan } from './no-clan';

export function inputsHandlers(services: Services): HandlersOf<'inputs'> {
  return {
    'inputs:get': async () => {
      const { inputs } = services;
      return inputs === null ? err(noClan) : ok(await inputs.list());
    },
    'inputs:override': ({ input, folder }) => {
      const { inputs, settings } = services;
      if (inputs === null) return err(noClan);
      const directory = settings.folders.directoryOf(folder);
      return directory === undefined ? err(unknownFolder) : inputs.override(input, directory);
    },
    'inputs:choose': ({ input }) => services.chooseInputFolder(input),
    'inputs:reset': ({ input }) => services.inputs?.reset(input) ?? err(noClan),
  };
}

const unknownFolder: Diagnostic = {
  code: 'folder.unknown',
  severity: 'error',
  message: 'This folder is no longer known; list it again.',
};
