/** Keeps every page where it is: no navigation, no new windows, no embedded pages, no permissions. */
import type { Session, WebContents } from 'electron';
import { isAppUrl } from './app-protocol';

type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** To be called for every web contents as it is created, whoever created it. */
export function guardContents(contents: GuardedContents): void {
  contents.on('will-navigate', (event) => stopUnlessOwn(event));
  contents.on('will-redirect', (event) => stopUnlessOwn(event));
  contents.on('will-frame-navigate', (event) => stopUnlessOwn(event));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function stopUnlessOwn(event: { readonly url: string; preventDefault(): void }): void {
  if (!isAppUrl(event.url)) event.preventDefault();
}

/** Copying to the clipboard on a click is all that the window ever needs. */
const allowedPermission = 'clipboard-sanitized-write';

/** Electron grants what nobody refuses, so both questions are answered. */
export function denyPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === allowedPermission),
  );
  session.setPermissionCheckHandler((_contents, permission) => permission === allowedPermission);
  session.setDevicePermissionHandler(() => false);
}
