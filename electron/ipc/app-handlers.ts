/** Requests about the app itself: start screen, preferences, folders, links, remembered positions. */
import { err, ok } from '../../shared/base/result';
import type { Services } from '../services';
import type { HandlersOf } from './handlers';
import { noClan } from './no-clan';

export function appHandlers(services: Services): HandlersOf<'app' | 'layout'> {
  const { settings } = services;
  return {
    'app:get-state': () => ok(services.appState()),
    'app:set-preferences': (changed) => {
      settings.setPreferences(changed);
      return ok(services.publishApp());
    },
    'app:forget-recent': ({ id }) => {
      settings.recent.forget(id);
      return ok(services.publishApp());
    },
    'app:choose-folder': () => services.chooseFolder(),
    'app:list-folder': ({ id }) => settings.folders.list(id),
    'app:open-external': ({ url }) => services.openExternal(url),
    'layout:get': () => {
      const { workspace } = services;
      return workspace === null ? err(noClan) : ok(settings.positions(workspace.directory));
    },
    'layout:set': ({ positions }) => {
      const { workspace } = services;
      if (workspace === null) return err(noClan);
      settings.setPositions(workspace.directory, positions);
      return ok(null);
    },
  };
}
