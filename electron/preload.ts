/** The one bridge of the sandboxed window, looped out of the contract: no channel but the declared ones gets through. */
import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { eventChannels } from '../shared/contract/events';
import { requestChannels } from '../shared/contract/requests';

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
