/** The one window: made safe, placed where it was, brought back when its page dies. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { appUrl } from './app-protocol';
import { writeWindowState } from './window-state';
import type { WindowState } from './window-state';

/** Every switch stated, so that a test can hold on to them whatever Electron's defaults become. */
export function secureWebPreferences(preload: string): WebPreferences {
  return {
    preload,
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
  };
}

export interface MainWindowOptions {
  readonly preload: string;
  readonly state: WindowState;
  readonly isDark: boolean;
  readonly title: string;
}

/** What the window is made with; shown once its first picture is there. */
export function windowOptions(options: MainWindowOptions): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    ...options.state.bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: options.title,
    backgroundColor: options.isDark ? '#16181d' : '#f7f8fa',
    webPreferences: secureWebPreferences(options.preload),
  };
}

export interface WindowBehaviour {
  readonly stateFile: string;
  /** Asked before the window closes; false keeps it open. */
  readonly mayClose: () => Promise<boolean>;
  /** Told when the page died too often to be brought back. */
  readonly onHopeless: (reason: string) => void;
  readonly now: () => number;
}

const rebirthsPerMinute = 3;

/** Connects a new window's events and loads the page. */
export async function runMainWindow(window: BrowserWindow, behaviour: WindowBehaviour): Promise<void> {
  const deaths: number[] = [];
  let isClosing = false;
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    writeWindowState(behaviour.stateFile, {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
    });
    if (isClosing) return;
    event.preventDefault();
    void behaviour.mayClose().then((mayClose) => {
      isClosing = mayClose;
      if (mayClose) window.close();
    });
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const now = behaviour.now();
    deaths.push(now);
    const recent = deaths.filter((time) => now - time < 60_000).length;
    // The document lives in main: loading the page again brings everything back.
    if (recent <= rebirthsPerMinute) window.webContents.reload();
    else behaviour.onHopeless(details.reason);
  });
  await window.loadURL(appUrl);
}
