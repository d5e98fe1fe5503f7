import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { droppedFolderChannel, requestChannels } from '../shared/contract';

type Listener = (...args: unknown[]) => unknown;

/** As much of Electron as main touches, recording what it is asked to do. */
const electron = vi.hoisted(() => {
  const appListeners = new Map<string, Listener>();
  const handlers = new Map<string, Listener>();
  const windows: unknown[] = [];
  class BrowserWindow {
    static readonly getAllWindows = () => windows;
    readonly webContents = { on: vi.fn(), send: vi.fn(), reload: vi.fn(), isDestroyed: () => false };
    readonly loadURL = vi.fn(() => Promise.resolve());
    readonly setTitle = vi.fn();
    readonly setDocumentEdited = vi.fn();
    readonly focus = vi.fn();
    readonly restore = vi.fn();
    readonly isMinimized = () => true;
    readonly on = vi.fn();
    readonly once = vi.fn();
    constructor(readonly options: unknown) {
      windows.push(this);
    }
  }
  return {
    appListeners,
    handlers,
    windows,
    module: {
      BrowserWindow,
      Menu: { setApplicationMenu: vi.fn(), buildFromTemplate: (template: unknown) => template },
      app: {
        isPackaged: false,
        enableSandbox: vi.fn(),
        on: (name: string, listener: Listener) => void appListeners.set(name, listener),
        requestSingleInstanceLock: vi.fn(() => true),
        whenReady: vi.fn(() => Promise.resolve()),
        quit: vi.fn(),
        addRecentDocument: vi.fn(),
      },
      dialog: { showErrorBox: vi.fn(), showOpenDialog: vi.fn(), showMessageBox: vi.fn() },
      ipcMain: { handle: (channel: string, listener: Listener) => void handlers.set(channel, listener) },
      nativeTheme: { themeSource: 'system', shouldUseDarkColors: false },
      protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
      screen: { getAllDisplays: () => [] },
      session: {
        defaultSession: {
          setPermissionRequestHandler: vi.fn(),
          setPermissionCheckHandler: vi.fn(),
          setDevicePermissionHandler: vi.fn(),
        },
      },
      shell: { openExternal: vi.fn(() => Promise.resolve()) },
    },
  };
});
vi.mock('electron', () => electron.module);

const { app, dialog, nativeTheme, protocol, session, shell } = electron.module;
const ownPage = { senderFrame: { url: 'app://clan-editor/', parent: null } };
let appData: string;

interface FakeWindow {
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> };
  readonly loadURL: ReturnType<typeof vi.fn>;
  readonly restore: ReturnType<typeof vi.fn>;
  readonly focus: ReturnType<typeof vi.fn>;
}

async function start(...argv: string[]): Promise<FakeWindow> {
  process.argv = ['electron', '.', ...argv];
  await import('./main');
  await vi.waitFor(() => expect(electron.windows).toHaveLength(1));
  const window = electron.windows[0] as FakeWindow;
  await vi.waitFor(() => expect(window.loadURL).toHaveBeenCalled());
  return window;
}

const ask = (channel: string, payload: unknown): unknown =>
  electron.handlers.get(channel)?.(ownPage, payload);
const argvBefore = process.argv;

beforeEach(() => {
  appData = mkdtempSync(path.join(tmpdir(), 'main-test-'));
  vi.stubEnv('CLAN_EDITOR_DATA', appData);
  vi.resetModules();
  vi.clearAllMocks();
  electron.appListeners.clear();
  electron.handlers.clear();
  electron.windows.length = 0;
});
afterEach(() => {
  process.argv = argvBefore;
  vi.unstubAllEnvs();
  rmSync(appData, { recursive: true, force: true });
});

test('the sandbox and the scheme come before the app is ready', async () => {
  await start();
  const order = (mock: { mock: { invocationCallOrder: number[] } }): number =>
    mock.mock.invocationCallOrder[0] ?? 0;
  expect(order(app.enableSandbox)).toBeLessThan(order(app.whenReady));
  expect(order(protocol.registerSchemesAsPrivileged)).toBeLessThan(order(app.whenReady));
});

test('the window is sandboxed, and every request is registered', async () => {
  const window = await start();
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
  expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://clan-editor/');
  expect([...electron.handlers.keys()]).toEqual([...requestChannels, droppedFolderChannel]);
  expect(session.defaultSession.setPermissionRequestHandler).toHaveBeenCalledOnce();
});

test('every web contents is guarded as it is made', async () => {
  await start();
  const contents = { on: vi.fn(), setWindowOpenHandler: vi.fn() };
  electron.appListeners.get('web-contents-created')?.({}, contents);
  expect(contents.setWindowOpenHandler).toHaveBeenCalledOnce();
});

test('requests are answered by the services', async () => {
  await start();
  expect(await ask('app:get-state', {})).toMatchObject({
    ok: true,
    value: { shell: 'electron', hasFolderDialog: true, openClan: null },
  });
  expect(await ask('app:set-preferences', { colorScheme: 'dark' })).toMatchObject({ ok: true });
  expect(nativeTheme.themeSource).toBe('dark');
});

test('a cancelled folder dialog opens nothing', async () => {
  await start();
  dialog.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] });
  expect(await ask('app:choose-folder', {})).toEqual({ ok: true, value: null });
});

test('only links on the list leave the app', async () => {
  await start();
  expect(await ask('app:open-external', { url: 'https://docs.clan.lol/' })).toEqual({
    ok: true,
    value: null,
  });
  expect(await ask('app:open-external', { url: 'https://evil.example/' })).toMatchObject({ ok: false });
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith('https://docs.clan.lol/');
});

test('a folder that is no clan is said in a dialog, not in a crash', async () => {
  await start(appData);
  await vi.waitFor(() => expect(dialog.showErrorBox).toHaveBeenCalledOnce());
  expect(app.addRecentDocument).not.toHaveBeenCalled();
});

test('a second start hands its folder to the first and shows it', async () => {
  const window = await start();
  electron.appListeners.get('second-instance')?.({}, [], '', { directory: appData });
  expect(window.restore).toHaveBeenCalledOnce();
  expect(window.focus).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(dialog.showErrorBox).toHaveBeenCalledOnce());
});

test('the second instance itself only quits', async () => {
  app.requestSingleInstanceLock.mockReturnValueOnce(false);
  process.argv = ['electron', '.'];
  await import('./main');
  expect(app.quit).toHaveBeenCalledOnce();
  expect(electron.windows).toHaveLength(0);
});

test('quitting waits until everything is written', async () => {
  await start();
  const event = { preventDefault: vi.fn() };
  electron.appListeners.get('will-quit')?.(event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
  electron.appListeners.get('will-quit')?.(event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});
