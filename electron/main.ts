/** Electron's composition root: the switches that come before everything, the services, IPC, the window. */
import { BrowserWindow, app, ipcMain, protocol, session, shell } from 'electron';
import { WindowBundle } from './bundle';
import { appDataDirectory, appVersion, installation } from './installation';
import { createDispatch, createElectronEmit, createHandlers, registerDrops, registerRequests } from './ipc';
import { Services } from './services';
import {
  ElectronShell,
  appScheme,
  chooseFolder,
  denyPermissions,
  directoryArgument,
  guardContents,
  isAppUrl,
  serveBundle,
} from './window';

// Before the app is ready, so that no window can be made without them.
app.enableSandbox();
protocol.registerSchemesAsPrivileged([appScheme]);
app.on('web-contents-created', (_event, contents) => guardContents(contents));

const asked = directoryArgument(process.argv, process.cwd(), app.isPackaged);
if (app.requestSingleInstanceLock({ directory: asked })) {
  void app.whenReady().then(run);
} else {
  // The first instance has been told which folder to open.
  app.quit();
}

async function run(): Promise<void> {
  const emit = createElectronEmit(() => BrowserWindow.getAllWindows().map((window) => window.webContents));
  const appData = appDataDirectory(process.env);
  const services = new Services({
    shell: 'electron',
    version: appVersion,
    appData,
    examples: installation.examples,
    worker: installation.worker,
    emit: (channel, payload) => {
      emit(channel, payload);
      if (channel === 'app:changed' || channel === 'workspace:changed') native.refresh();
    },
    native: { chooseFolder, openExternal: (url) => shell.openExternal(url) },
  });
  const native = new ElectronShell({
    services: {
      appState: () => services.appState(),
      hasUnsavedEdits: () => services.hasUnsavedEdits(),
      open: (target) => services.open(target),
      openDirectory: (directory) => services.openDirectory(directory),
      chooseFolder: () => services.chooseFolder(),
    },
    appData,
    preload: installation.preload,
    command: (command) => emit('app:command', { command }),
  });
  const dispatch = createDispatch(createHandlers(services), (channel, error) => {
    console.error(`bug in ${channel}:`, error);
  });
  registerRequests(ipcMain, dispatch, isAppUrl);
  registerDrops(ipcMain, isAppUrl, (path) => void native.openDropped(path));
  denyPermissions(session.defaultSession);
  serveBundle(protocol, new WindowBundle(installation.window));
  runUntilQuit(services, native);
  await native.openWindow();
  if (asked !== null) await native.openDirectory(asked);
}

function runUntilQuit(services: Services, native: ElectronShell): void {
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const directory =
      typeof data === 'object' && data !== null && 'directory' in data ? data.directory : null;
    if (typeof directory === 'string') void native.openDirectory(directory);
  });
  app.on('open-file', (event, directory) => {
    event.preventDefault();
    void native.openDirectory(directory);
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void native.openWindow();
  });
  app.on('window-all-closed', () => app.quit());
  let isDisposed = false;
  app.on('will-quit', (event) => {
    if (isDisposed) return;
    event.preventDefault();
    // The draft has to be on disk before the process ends.
    void services.dispose().then(() => {
      isDisposed = true;
      app.quit();
    });
  });
}
