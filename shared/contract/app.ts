/** The application around the clan: start screen, folders, preferences, layout. */

export interface RecentClan {
  readonly id: string;
  readonly name: string;
  readonly directoryLabel: string;
  readonly isMissing: boolean;
  /** ISO time. */
  readonly openedAt: string;
}

export interface ExampleClan {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export type ColorScheme = 'light' | 'dark' | 'auto';

export interface Preferences {
  readonly colorScheme: ColorScheme;
  /** Pixels; remembered pane widths. */
  readonly leftWidth: number;
  readonly rightWidth: number;
}

export interface AppState {
  readonly shell: 'electron' | 'browser';
  readonly version: string;
  readonly recent: readonly RecentClan[];
  readonly examples: readonly ExampleClan[];
  readonly preferences: Preferences;
  /** Whether the shell has a native folder dialog; otherwise the window lists folders. */
  readonly hasFolderDialog: boolean;
  /** Set while a clan is open. */
  readonly openClan: string | null;
}

/** A folder of the machine that main runs on, named by an id that main gave. */
export interface FolderEntry {
  readonly id: string;
  readonly name: string;
  readonly isClan: boolean;
}

export interface FolderListing {
  readonly id: string;
  readonly label: string;
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
}

/** What the window asks to open. Never a path: ids given by main. */
export type OpenTarget =
  | { readonly kind: 'recent'; readonly id: string }
  | { readonly kind: 'example'; readonly id: string }
  | { readonly kind: 'folder'; readonly id: string };

/** Positions of nodes by node id (`machine:athena`, `tag:all`, `instance:backup`), kept outside inventory.json. */
export type NodePositions = Readonly<Record<string, { readonly x: number; readonly y: number }>>;
