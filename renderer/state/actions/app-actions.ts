import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Result } from '../../../shared/base/result';
import type { FolderListing, OpenTarget, Preferences } from '../../../shared/contract';
import { receiveApp, receiveClosed, receiveWorkspace } from '../receive';
import type { Stores } from '../stores';
import { noticeOf, type Call, type Notify } from './call';

/** Opening and closing clans, and the app's own preferences. */
export interface AppActions {
  open(target: OpenTarget, label: string): Promise<boolean>;
  /** Native dialog where there is one, else the list of folders. */
  openFolder(): Promise<void>;
  listFolder(id: string | null): Promise<Result<FolderListing, Diagnostic>>;
  closeClan(): Promise<void>;
  forgetRecent(id: string): Promise<void>;
  setPreferences(preferences: Partial<Preferences>): Promise<void>;
  openExternal(url: string): Promise<void>;
}

export function createAppActions(stores: Stores, call: Call, notify: Notify): AppActions {
  const { workspace, view } = stores;

  const open: AppActions['open'] = async (target, label) => {
    workspace.setState({ opening: label });
    const answer = await call('clan:open', target);
    workspace.setState({ opening: null });
    if (answer.ok) receiveWorkspace(stores, answer.value);
    else notify(noticeOf(`${label} could not be opened`, answer.error));
    return answer.ok;
  };

  return {
    open,
    openFolder: async () => {
      if (workspace.getState().app?.hasFolderDialog !== true) {
        view.setState({ dialog: { kind: 'open-folder' } });
        return;
      }
      const answer = await call('app:choose-folder', {});
      if (!answer.ok) notify(noticeOf('The folder could not be opened', answer.error));
      else if (answer.value !== null) receiveWorkspace(stores, answer.value);
    },
    listFolder: (id) => call('app:list-folder', { id }),
    closeClan: async () => {
      const answer = await call('clan:close', {});
      if (answer.ok) receiveClosed(stores);
      else notify(noticeOf('The clan could not be closed', answer.error));
    },
    forgetRecent: async (id) => {
      const answer = await call('app:forget-recent', { id });
      if (answer.ok) receiveApp(stores, answer.value);
      else notify(noticeOf('Not forgotten', answer.error));
    },
    setPreferences: async (preferences) => {
      const { app } = workspace.getState();
      // Shown at once; main's answer confirms it.
      if (app !== null) receiveApp(stores, { ...app, preferences: { ...app.preferences, ...preferences } });
      const answer = await call('app:set-preferences', preferences);
      if (!answer.ok) notify(noticeOf('The preference was not kept', answer.error));
    },
    openExternal: async (url) => {
      const answer = await call('app:open-external', { url });
      if (!answer.ok) notify(noticeOf('The link was not opened', answer.error));
    },
  };
}
