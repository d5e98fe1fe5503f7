import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { appUrl, isAppUrl, serveBundle } from './app-protocol';
import { directoryArgument } from './directory-argument';
import { isAllowedLink } from '../external-links';
import { runMainWindow, secureWebPreferences } from './main-window';
import { menuTemplate } from './menu';
import { denyPermissions, guardContents } from './navigation-guards';
import { readWindowState, writeWindowState } from './window-state';

const folder = mkdtempSync(path.join(tmpdir(), 'window-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Listener = (...args: never[]) => void;

/** Something that collects listeners by event name. */
function emitter() {
  const listeners = new Map<string, Listener>();
  const on = vi.fn((name: string, listener: Listener) => void listeners.set(name, listener));
  return {
    on,
    once: on,
    fire: (name: string, ...args: unknown[]) => listeners.get(name)?.(...(args as never[])),
  };
}

describe('the page’s origin', () => {
  test.each([
    [appUrl, true],
    ['app://clan-editor/assets/index.js', true],
    ['app://clan-editor.evil/', false],
    ['app://other/', false],
    ['https://clan-editor/', false],
    ['not a url', false],
  ])('%s is own: %s', (url, isOwn) => expect(isAppUrl(url)).toBe(isOwn));

  test('requests are answered from the bundle only', async () => {
    let handler: ((request: Request) => Response | Promise<Response>) | undefined;
    const respond = vi.fn((urlPath: string) =>
      Promise.resolve({
        status: 200 as const,
        headers: { 'Content-Type': 'text/plain' },
        body: Buffer.from(urlPath),
      }),
    );
    serveBundle({ handle: (_scheme, answer) => void (handler = answer as typeof handler) }, { respond });
    const ask = async (url: string, method = 'GET') => handler?.({ url, method } as Request);
    expect(await (await ask('app://clan-editor/a.js?x=1'))?.text()).toBe('/a.js');
    expect((await ask('app://elsewhere/a.js'))?.status).toBe(404);
    expect((await ask('app://clan-editor/a.js', 'POST'))?.status).toBe(405);
    expect(respond).toHaveBeenCalledTimes(1);
  });
});

describe('guards', () => {
  test('the page stays where it is', () => {
    const contents = { ...emitter(), setWindowOpenHandler: vi.fn() };
    guardContents(contents as unknown as Parameters<typeof guardContents>[0]);
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      const foreign = { url: 'https://evil.example/', preventDefault: vi.fn() };
      contents.fire(name, foreign);
      expect(foreign.preventDefault).toHaveBeenCalledOnce();
      const own = { url: appUrl, preventDefault: vi.fn() };
      contents.fire(name, own);
      expect(own.preventDefault).not.toHaveBeenCalled();
    }
    const webview = { preventDefault: vi.fn() };
    contents.fire('will-attach-webview', webview);
    expect(webview.preventDefault).toHaveBeenCalledOnce();
    const [openHandler] = contents.setWindowOpenHandler.mock.lastCall as [() => unknown];
    expect(openHandler()).toEqual({ action: 'deny' });
  });

  test('no permission is granted but writing to the clipboard', () => {
    const handlers: Record<string, (...args: unknown[]) => unknown> = {};
    denyPermissions({
      setPermissionRequestHandler: (handler) => void (handlers['request'] = handler as never),
      setPermissionCheckHandler: (handler) => void (handlers['check'] = handler as never),
      setDevicePermissionHandler: (handler) => void (handlers['device'] = handler as never),
    });
    const answer = vi.fn();
    handlers['request']?.(null, 'media', answer);
    handlers['request']?.(null, 'clipboard-sanitized-write', answer);
    expect(answer.mock.calls).toEqual([[false], [true]]);
    expect(handlers['check']?.(null, 'geolocation')).toBe(false);
    expect(handlers['device']?.({})).toBe(false);
  });

  test.each([
    ['https://docs.clan.lol/guides', true],
    ['https://github.com/NixOS/nixpkgs', true],
    ['http://docs.clan.lol/', false],
    ['https://docs.clan.lol.evil.example/', false],
    ['https://user:password@github.com/', false],
    ['https://github.com:8443/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['', false],
  ])('the link %s may leave: %s', (url, isAllowed) => expect(isAllowedLink(url)).toBe(isAllowed));
});

describe('the window', () => {
  test('has every safety switch on', () => {
    expect(secureWebPreferences('/preload.cjs')).toEqual({
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  async function openWindow(mayClose: () => Promise<boolean>) {
    const contents = { ...emitter(), reload: vi.fn() };
    const bounds = { x: 1, y: 2, width: 900, height: 700 };
    const window = {
      ...emitter(),
      webContents: contents,
      show: vi.fn(),
      close: vi.fn(),
      loadURL: vi.fn(() => Promise.resolve()),
      getNormalBounds: () => bounds,
      isMaximized: () => false,
    };
    const behaviour = {
      stateFile: path.join(folder, 'state.json'),
      mayClose,
      onHopeless: vi.fn(),
      now: vi.fn(() => 0),
    };
    await runMainWindow(window as unknown as Parameters<typeof runMainWindow>[0], behaviour);
    return { window, contents, behaviour, bounds };
  }

  test('loads its own page and remembers where it was', async () => {
    const { window, bounds } = await openWindow(() => Promise.resolve(false));
    expect(window.loadURL).toHaveBeenCalledExactlyOnceWith(appUrl);
    window.fire('close', { preventDefault: vi.fn() });
    expect(
      readWindowState(path.join(folder, 'state.json'), [{ x: 0, y: 0, width: 1920, height: 1080 }]),
    ).toEqual({
      bounds,
      isMaximized: false,
    });
  });

  test.each([true, false])('asks before it closes (answer %s)', async (answer) => {
    const { window } = await openWindow(() => Promise.resolve(answer));
    const event = { preventDefault: vi.fn() };
    window.fire('close', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(window.close).toHaveBeenCalledTimes(answer ? 1 : 0));
  });

  test('comes back when its page dies, but not for ever', async () => {
    const { contents, behaviour } = await openWindow(() => Promise.resolve(true));
    for (let death = 0; death < 3; death++) contents.fire('render-process-gone', {}, { reason: 'crashed' });
    expect(contents.reload).toHaveBeenCalledTimes(3);
    contents.fire('render-process-gone', {}, { reason: 'crashed' });
    expect(behaviour.onHopeless).toHaveBeenCalledExactlyOnceWith('crashed');
    behaviour.now.mockReturnValue(120_000);
    contents.fire('render-process-gone', {}, { reason: 'oom' });
    expect(contents.reload).toHaveBeenCalledTimes(4);
  });
});

describe('the remembered place', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];

  test('is dropped when its screen is gone', () => {
    const file = path.join(folder, 'gone.json');
    writeWindowState(file, { bounds: { x: 3000, y: 0, width: 900, height: 700 }, isMaximized: true });
    expect(readWindowState(file, screens)).toEqual({ isMaximized: true });
  });

  test.each(['', '{', '[]', '{"bounds":{"x":0,"y":0,"width":1,"height":1},"isMaximized":false}'])(
    'tolerates the damaged file %j',
    (text) => {
      const file = path.join(folder, 'damaged.json');
      writeFileSync(file, text);
      expect(readWindowState(file, screens)).toEqual({ isMaximized: false });
    },
  );

  test('tolerates that nothing was remembered', () => {
    expect(readWindowState(path.join(folder, 'nothing.json'), screens)).toEqual({ isMaximized: false });
  });
});

describe('the menu', () => {
  const options = {
    isMac: false,
    recent: [
      { id: '1', name: 'home', directoryLabel: '~/home', isMissing: false, openedAt: '2026-01-01T00:00:00Z' },
      { id: '2', name: 'lost', directoryLabel: '~/lost', isMissing: true, openedAt: '2026-01-01T00:00:00Z' },
    ],
    isClanOpen: true,
    command: vi.fn(),
    openFolder: vi.fn(),
    openRecent: vi.fn(),
    openLink: vi.fn(),
  };

  function item(label: string, isClanOpen = true) {
    const all = menuTemplate({ ...options, isClanOpen }).flatMap((menu) =>
      Array.isArray(menu.submenu) ? menu.submenu : [],
    );
    return all.find((entry) => entry.label === label);
  }

  test('lists recent clans that are still there', () => {
    const submenu = item('Open Recent')?.submenu;
    expect(Array.isArray(submenu) && submenu.map((entry) => entry.label)).toEqual(['home  ~/home']);
  });

  test('sends commands to the window and leaves it the keys', () => {
    const undo = item('Undo');
    expect(undo?.registerAccelerator).toBe(false);
    undo?.click?.({} as never, undefined, {});
    expect(options.command).toHaveBeenCalledExactlyOnceWith('undo');
  });

  test('greys out what needs a clan', () => {
    expect(item('Review and Save…', false)?.enabled).toBe(false);
    expect(item('Open Folder…', false)?.enabled).not.toBe(false);
  });

  test('has the application menu on macOS', () => {
    expect(menuTemplate({ ...options, isMac: true })[0]).toEqual({ role: 'appMenu' });
  });
});

test.each([
  [['electron', '.', 'clan'], false, '/home/u/clan'],
  [['electron', '--flag', '.', '/abs'], false, '/abs'],
  [['electron', '.'], false, null],
  [['/opt/app', 'clan'], true, '/home/u/clan'],
  [['/opt/app', '--ozone-platform=x11'], true, null],
])('the folder argument of %j (packaged: %s) is %s', (argv, isPackaged, expected) => {
  expect(directoryArgument(argv, '/home/u', isPackaged)).toBe(expected);
});
