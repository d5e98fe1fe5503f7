/** The one bridge of the sandboxed window, looped out of the contract: no channel but the declared ones gets through. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { droppedFolderChannel } from '../shared/contract/dropped-folder';
import { eventChannels } from '../shared/contract/events';
import { requestChannels } from '../shared/contract/requests';
import { forwardDrops } from './forward-drops';
import type { DropTarget } from './forward-drops';

const requests = new Set<string>(requestChannels);
const events = new Set<string>(eventChannels);

contextBridge.exposeInMainWorld('clanBridge', {
  invoke: async (channel: string, payload: unknown): Promise<unknown> => {
    if (!requests.has(channel)) throw new TypeError(`unknown request: ${channel}`);
    return ipcRenderer.invoke(channel, payload);
  },
  subscribe: (channel: string, listener: (payload: unknown) => void): (() => void) => {
    if (!events.has(channel)) throw new TypeError(`unknown event: ${channel}`);
    const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => void ipcRenderer.off(channel, forward);
  },
});

// Here `globalThis` is the page's window, seen from outside of the page.
forwardDrops(globalThis as unknown as DropTarget<File>, webUtils.getPathForFile, (path) => {
  void ipcRenderer.invoke(droppedFolderChannel, { path });
});
