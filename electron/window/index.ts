/** The door of everything that Electron's windows need. */
export { appScheme, appUrl, isAppUrl, serveBundle } from './app-protocol';
export { directoryArgument } from './directory-argument';
export { isAllowedLink } from './external-links';
export { runMainWindow, secureWebPreferences, windowOptions } from './main-window';
export { menuTemplate } from './menu';
export { denyPermissions, guardContents } from './navigation-guards';
export { readWindowState } from './window-state';
