/** The door of everything that Electron's windows need. Only the Electron shell may come in: it loads `electron`. */
export { appScheme, isAppUrl, serveBundle } from './app-protocol';
export { directoryArgument } from './directory-argument';
export { ElectronShell, chooseFolder } from './electron-shell';
export { denyPermissions, guardContents } from './navigation-guards';
