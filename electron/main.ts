/** Electron's composition root: the switches that come before everything, the services, the window. */
import path from 'node:path';
import { BrowserWindow, Menu, app, dialog, ipcMain, nativeTheme, protocol, screen, session, shell } from 'electron';
import { appDataDirectory, appVersion, installation } from './installation';
import { WindowBundle } from './bundle';
import { createDispatch, createElectronEmit, createHandlers, registerRequests } from './ipc';
import { Services } from './services';
import {
  appScheme,
  denyPermissions,
  directoryArgument,
  guardContents,
  isAppUrl,
  menuTemplate,
  readWindowState,
  runMainWindow,
  serveBundle,
  windowOptions,
} from './window';

const title = 'Clan Inventory Editor';

app.enableSandbox();
protocol.registerSchemesAsPrivileged([appScheme]);
app.setName(title);
const asked = directoryArgument(process.argv, process.cwd(), app.isPackaged);
if (app.requestSingleInstanceLock({ directory: asked })) {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  void app.whenReady().then(run);
} else {
  app.quit();
}

async function run(): Promise<void> {
  const appData = appDataDirectory(process.env);
  const windows = (): BrowserWindow[] => BrowserWindow.getAllWindows();
  const emit = createElectronEmit(() => windows().map((window) => window.webContents));
  const services = new Services({
    shell: 'electron',
    version: appVersion,
    appData,
    examples: installation.examples,
    worker: installation.worker,
    emit: (channel, payload) => {
      emit(channel, payload);
      if (channel === 'app:changed' || channel === 'workspace:changed') refreshShell();
    },
    native: {
      chooseFolder: async () => {
        const chosen = await dialog.showOpenDialog({ properties: ['openDirectory'], title: 'Open a clan' });
        return chosen.filePaths[0] ?? null;
      },
      openExternal: (url) => shell.openExternal(url),
    },
  });
  const command = (name: Parameters<Parameters<typeof menuTemplate>[0]['command']>[0]): void =>
    emit('app:command', { command: name });

  const refreshShell = (): void => {
    const state = services.appState();
    nativeTheme.themeSource = state.preferences.colorScheme === 'auto' ? 'system' : state.preferences.colorScheme;
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate({
          isMac: process.platform === 'darwin',
          recent: state.recent,
          isClanOpen: state.openClan !== null,
          command,
          openFolder: () => void services.chooseFolder(),
          openRecent: (id) => void services.open({ kind: 'recent', id }),
          openLink: (url) => void shell.openExternal(url),
        }),
      ),
    );
    for (const window of windows()) {
      window.setTitle(state.openClan === null ? title : `${state.openClan} – ${title}`);
      window.setDocumentEdited(services.hasUnsavedEdits());
    }
  };

  registerRequests(
    ipcMain,
    createDispatch(createHandlers(services), (channel, error) => console.error(`bug in ${channel}:`, error)),
    isAppUrl,
  );
  denyPermissions(session.defaultSession);
  serveBundle(protocol, new WindowBundle(installation.window));

  const openDirectory = async (directory: string): Promise<void> => {
    const opened = await services.openDirectory(directory);
    if (opened.ok) app.addRecentDocument(directory);
    else dialog.showErrorBox('This folder was not opened', opened.error.message);
  };
  const openWindow = async (): Promise<void> => {
    refreshShell();
    const stateFile = path.join(appData, 'window.json');
    const state = readWindowState(
      stateFile,
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow(
      windowOptions({ preload: installation.preload, state, isDark: nativeTheme.shouldUseDarkColors, title }),
    );
    if (state.isMaximized) window.maximize();
    await runMainWindow(window, {
      stateFile,
      now: Date.now,
      mayClose: async () => !services.hasUnsavedEdits() || (await mayQuitWithEdits(window)),
      onHopeless: (reason) => {
        dialog.showErrorBox(title, `The window stopped several times (${reason}). Unsaved edits are kept; start again to restore them.`);
        app.quit();
      },
    });
  };

  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const [window] = windows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
    const { directory } = data as { directory?: unknown };
    if (typeof directory === 'string') void openDirectory(directory);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('activate', () => {
    if (windows().length === 0) void openWindow();
  });
  let isDisposed = false;
  app.on('will-quit', (event) => {
    if (isDisposed) return;
    event.preventDefault();
    void services.dispose().then(() => {
      isDisposed = true;
      app.quit();
    });
  });

  await openWindow();
  if (asked !== null) await openDirectory(asked);
}

async function mayQuitWithEdits(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'There are unsaved edits.',
    detail: 'They are kept on this machine and offered again when you open this clan next time.',
    buttons: ['Close', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
