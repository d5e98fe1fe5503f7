/** The contract over Electron's IPC: every channel is registered here, and every sender is checked here. */
import { isAbsolute } from 'node:path';
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { droppedFolderChannel, droppedFolderSchema, requestChannels } from '../../shared/contract';
import type { Envelope } from '../../shared/contract';
import type { Dispatch } from './dispatch';
import type { Emit } from './handlers';

/** What is looked at in a sender: whether it is the top frame, and what it shows. */
export type SenderFrame = Pick<NonNullable<IpcMainInvokeEvent['senderFrame']>, 'parent' | 'url'>;

/** Answers every request of the contract from frames that `isTrusted` accepts. */
export function registerRequests(
  ipcMain: Pick<IpcMain, 'handle'>,
  dispatch: Dispatch,
  isTrusted: (url: string) => boolean,
): void {
  for (const channel of requestChannels) {
    ipcMain.handle(channel, (event, payload: unknown) => {
      const frame = event.senderFrame;
      return isOwnPage(frame, isTrusted) ? dispatch(channel, payload) : strangerEnvelope;
    });
  }
}

/** Opens what the user drops onto the window; `path` is absolute and may be a file. */
export function registerDrops(
  ipcMain: Pick<IpcMain, 'handle'>,
  isTrusted: (url: string) => boolean,
  open: (path: string) => void,
): void {
  ipcMain.handle(droppedFolderChannel, (event, payload: unknown) => {
    const dropped = droppedFolderSchema.safeParse(payload);
    if (isOwnPage(event.senderFrame, isTrusted) && dropped.success && isAbsolute(dropped.data.path)) {
      open(dropped.data.path);
    }
  });
}

/** Only the top frame of our own page may ask. A frame that is gone has no say either. */
export function isOwnPage(frame: SenderFrame | null, isTrusted: (url: string) => boolean): boolean {
  return frame !== null && frame.parent === null && isTrusted(frame.url);
}

/** An emitter to whatever windows are there when something happens. */
export function createElectronEmit(
  windows: () => readonly Pick<WebContents, 'send' | 'isDestroyed'>[],
): Emit {
  return (channel, payload) => {
    for (const contents of windows()) if (!contents.isDestroyed()) contents.send(channel, payload);
  };
}

const strangerError: Diagnostic = {
  code: 'ipc.stranger',
  severity: 'error',
  message: 'This page may not talk to the editor.',
};
const strangerEnvelope: Envelope<never> = { ok: false, error: strangerError };
