import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingsLayerRef } from '../../shared/base/diagnostic';
import type { JsonPath } from '../../shared/base/json';
import type { MachineClass } from '../../shared/clan/evaluation';
import type { Selection } from '../../shared/contract';

export type Grouping = 'tag' | 'class' | 'none';

/** What is left out of graph and table. Hidden things are always counted on screen. */
export interface Filter {
  readonly hiddenInstances: readonly string[];
  /** Only machines with one of these tags; empty: all. */
  readonly tags: readonly string[];
  /** Null: both classes. */
  readonly machineClass: MachineClass | null;
}

/** At most one dialog is open. */
export type Dialog =
  | { readonly kind: 'none' }
  | { readonly kind: 'review' }
  | { readonly kind: 'catalogue' }
  | { readonly kind: 'add-machine' }
  | { readonly kind: 'add-tag'; readonly machines: readonly string[] }
  | {
      readonly kind: 'assign';
      readonly machines: readonly string[];
      readonly tags: readonly string[];
      /** Where to start in the list of roles. */
      readonly instance?: string;
    }
  | { readonly kind: 'add-members'; readonly instance: string; readonly role: string }
  | { readonly kind: 'rename-instance'; readonly instance: string }
  | { readonly kind: 'duplicate-instance'; readonly instance: string }
  | { readonly kind: 'delete-machine'; readonly machine: string }
  | { readonly kind: 'delete-instance'; readonly instance: string }
  | { readonly kind: 'open-folder' }
  /** `input`: the flake input that is looked for. `place`: the part that is. */
  | {
      readonly kind: 'settings';
      readonly input?: string;
      readonly place?: 'evaluator' | 'consent';
    }
  | { readonly kind: 'shortcuts' };

/** A wish to be shown one place within the selected thing: a settings field, an option of the resulting config. */
export interface Reveal {
  /** Counts up, so that the same place can be asked for twice. */
  readonly count: number;
  readonly layer?: SettingsLayerRef;
  readonly setting?: JsonPath;
  readonly option?: readonly string[];
}

export interface ViewSlice {
  readonly selection: Selection;
  /** Earlier and later selections, for going back and forward. */
  readonly past: readonly Selection[];
  readonly future: readonly Selection[];
  readonly centre: 'graph' | 'table';
  readonly sidebarTab: 'machines' | 'tags' | 'services';
  readonly grouping: Grouping;
  /** Groups of machines that are drawn as one node, or opened although they are large. By group key. */
  readonly foldedGroups: Readonly<Record<string, boolean>>;
  readonly filter: Filter;
  /** Shows only the neighbours of the selection. */
  readonly isFocused: boolean;
  readonly isProblemsOpen: boolean;
  /** For narrow windows, where the right pane lies over the graph. */
  readonly isInspectorOpen: boolean;
  readonly isPaletteOpen: boolean;
  readonly dialog: Dialog;
  readonly reveal: Reveal | null;
  /** A wish to have a node in the middle of the graph. */
  /** The graph node under the pointer or with the focus, whose edges stand out. */
  readonly hovered: string | null;
  /** Where the graph was left; null: not looked at yet. */
  readonly viewport: { readonly x: number; readonly y: number; readonly zoom: number } | null;
  readonly centreOn: { readonly count: number; readonly node: string } | null;
}

export type ViewStore = StoreApi<ViewSlice>;

export const noFilter: Filter = { hiddenInstances: [], tags: [], machineClass: null };

export function createViewStore(): ViewStore {
  return createStore<ViewSlice>(() => initialView());
}

export function initialView(): ViewSlice {
  return {
    selection: { kind: 'none' },
    past: [],
    future: [],
    centre: 'graph',
    sidebarTab: 'machines',
    grouping: 'tag',
    foldedGroups: {},
    filter: noFilter,
    isFocused: false,
    isProblemsOpen: false,
    isInspectorOpen: false,
    isPaletteOpen: false,
    dialog: { kind: 'none' },
    reveal: null,
    hovered: null,
    viewport: null,
    centreOn: null,
  };
}
