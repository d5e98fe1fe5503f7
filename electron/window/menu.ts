/** The native menu as a pure template. Keys that the window handles itself are shown here, but not taken from it. */
import type { MenuItemConstructorOptions } from 'electron';
import type { EventPayloads, RecentClan } from '../../shared/contract';

export type MenuCommand = EventPayloads['app:command']['command'];

export interface MenuOptions {
  readonly isMac: boolean;
  readonly recent: readonly RecentClan[];
  readonly isClanOpen: boolean;
  /** Passed on to the window. */
  readonly command: (command: MenuCommand) => void;
  readonly openFolder: () => void;
  readonly openRecent: (id: string) => void;
  readonly openLink: (url: string) => void;
}

/** The whole menu for the present state. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const application: MenuItemConstructorOptions[] = options.isMac ? [{ role: 'appMenu' }] : [];
  return [
    ...application,
    fileMenu(options),
    editMenu(options),
    viewMenu(options),
    { role: 'windowMenu' },
    helpMenu(options),
  ];
}

function fileMenu(options: MenuOptions): MenuItemConstructorOptions {
  const recent = options.recent
    .filter((clan) => !clan.isMissing)
    .map((clan) => ({
      label: `${clan.name}  ${clan.directoryLabel}`,
      click: () => options.openRecent(clan.id),
    }));
  return {
    label: '&File',
    submenu: [
      { label: 'Open Folder…', accelerator: 'CmdOrCtrl+O', click: options.openFolder },
      { label: 'Open Recent', enabled: recent.length > 0, submenu: recent },
      { type: 'separator' },
      { ...windowCommand(options, 'save', 'Review and Save…', 'CmdOrCtrl+S'), enabled: options.isClanOpen },
      { ...windowCommand(options, 'close-clan', 'Close Clan', 'CmdOrCtrl+W'), enabled: options.isClanOpen },
      { type: 'separator' },
      options.isMac ? { role: 'close' } : { role: 'quit' },
    ],
  };
}

function editMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&Edit',
    submenu: [
      { ...windowCommand(options, 'undo', 'Undo', 'CmdOrCtrl+Z'), enabled: options.isClanOpen },
      { ...windowCommand(options, 'redo', 'Redo', 'CmdOrCtrl+Shift+Z'), enabled: options.isClanOpen },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      { type: 'separator' },
      { ...windowCommand(options, 'search', 'Search…', 'CmdOrCtrl+K'), enabled: options.isClanOpen },
    ],
  };
}

function viewMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      { label: 'Graph or Table', click: () => options.command('toggle-table'), enabled: options.isClanOpen },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      { type: 'separator' },
      { role: 'reload' },
      { role: 'toggleDevTools' },
    ],
  };
}

function helpMenu(options: MenuOptions): MenuItemConstructorOptions {
  return {
    role: 'help',
    submenu: [{ label: 'Clan Documentation', click: () => options.openLink('https://docs.clan.lol/') }],
  };
}

/** The window has the same key in its own map, where text fields keep theirs; so it is only shown here. */
function windowCommand(
  options: MenuOptions,
  command: MenuCommand,
  label: string,
  accelerator: string,
): MenuItemConstructorOptions {
  return { label, accelerator, registerAccelerator: false, click: () => options.command(command) };
}
