/** What the native shell shows: one window, its menu, its dialogs, always in step with the services. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { BrowserWindow, Menu, app, dialog, nativeTheme, screen, shell } from 'electron';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Result } from '../../shared/base/result';
import type { AppState, OpenTarget, WorkspaceState } from '../../shared/contract';
import { runMainWindow, windowOptions } from './main-window';
import { menuTemplate } from './menu';
import type { MenuCommand } from './menu';
import { readWindowState } from './window-state';

const title = 'Clan Inventory Editor';

/** The part of the services that the shell looks at. */
export interface ShellServices {
  readonly appState: () => AppState;
  readonly hasUnsavedEdits: () => boolean;
  readonly open: (target: OpenTarget) => Promise<Result<WorkspaceState, Diagnostic>>;
  readonly openDirectory: (directory: string) => Promise<Result<WorkspaceState, Diagnostic>>;
  readonly chooseFolder: () => Promise<Result<WorkspaceState | null, Diagnostic>>;
}

export interface ElectronShellOptions {
  readonly services: ShellServices;
  readonly appData: string;
  readonly preload: string;
  /** Passes a command of the menu on to the window. */
  readonly command: (command: MenuCommand) => void;
}

export class ElectronShell {
  readonly #options: ElectronShellOptions;

  constructor(options: ElectronShellOptions) {
    this.#options = options;
  }

  /** Brings menu, title and theme up to date; cheap enough for every change. */
  refresh(): void {
    const { services } = this.#options;
    const state = services.appState();
    const { colorScheme } = state.preferences;
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme;
    Menu.setApplicationMenu(Menu.buildFromTemplate(this.#menu(state)));
    for (const window of BrowserWindow.getAllWindows()) {
      window.setTitle(state.openClan === null ? title : `${state.openClan} – ${title}`);
      window.setDocumentEdited(services.hasUnsavedEdits());
    }
  }

  async openWindow(): Promise<void> {
    this.refresh();
    const stateFile = path.join(this.#options.appData, 'window.json');
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const state = readWindowState(stateFile, screens);
    const isDark = nativeTheme.shouldUseDarkColors;
    const window = new BrowserWindow(windowOptions({ preload: this.#options.preload, state, isDark, title }));
    if (state.isMaximized) window.maximize();
    await runMainWindow(window, {
      stateFile,
      now: Date.now,
      mayClose: async () => !this.#options.services.hasUnsavedEdits() || (await mayCloseWithEdits(window)),
      onHopeless: giveUp,
    });
  }

  /** Opens a folder that came from outside: the command line, a second start, the system's recent list. */
  async openDirectory(directory: string): Promise<void> {
    this.#focus();
    const opened = await this.#options.services.openDirectory(directory);
    if (opened.ok) app.addRecentDocument(directory);
    else showDiagnostic(opened.error);
  }

  /** Opens what was dropped onto the window: a folder, or the one that a dropped file lies in. */
  openDropped(dropped: string): Promise<void> {
    const isFile = statSync(dropped, { throwIfNoEntry: false })?.isFile() === true;
    return this.openDirectory(isFile ? path.dirname(dropped) : dropped);
  }

  #focus(): void {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  }

  #menu(state: AppState): Parameters<typeof Menu.buildFromTemplate>[0] {
    const { services, command } = this.#options;
    const report = (opening: Promise<Result<unknown, Diagnostic>>): void =>
      void opening.then((opened) => {
        if (!opened.ok) showDiagnostic(opened.error);
      });
    return menuTemplate({
      isMac: process.platform === 'darwin',
      recent: state.recent,
      isClanOpen: state.openClan !== null,
      command,
      openFolder: () => report(services.chooseFolder()),
      openRecent: (id) => report(services.open({ kind: 'recent', id })),
      openLink: (url) => void shell.openExternal(url),
    });
  }
}

/** The folder that the user picks; null: cancelled. */
export async function chooseFolder(): Promise<string | null> {
  const chosen = await dialog.showOpenDialog({ properties: ['openDirectory'], title: 'Open a clan' });
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}

function showDiagnostic(diagnostic: Diagnostic): void {
  const hint = diagnostic.hint === undefined ? '' : `\n\n${diagnostic.hint}`;
  dialog.showErrorBox('This folder was not opened', `${diagnostic.message}${hint}`);
}

function giveUp(reason: string): void {
  const promise = 'Unsaved edits are kept and offered again when you open the clan next time.';
  dialog.showErrorBox(title, `The window stopped several times (${reason}). ${promise}`);
  app.quit();
}

async function mayCloseWithEdits(window: BrowserWindow): Promise<boolean> {
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
