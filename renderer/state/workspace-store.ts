import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppState, WorkspaceState } from '../../shared/contract';

/** The window's mirror of what main publishes about the application and the opened clan. Read-only for components. */
export interface WorkspaceSlice {
  /** `starting`: nothing is known yet; `start`: no clan is open. */
  readonly phase: 'starting' | 'start' | 'open';
  /** What is being opened, in words; null when nothing is. */
  readonly opening: string | null;
  readonly app: AppState | null;
  readonly workspace: WorkspaceState | null;
  /** The connection to main is gone; edits are not possible until it is back. */
  readonly isDisconnected: boolean;
}

export type WorkspaceStore = StoreApi<WorkspaceSlice>;

export function createWorkspaceStore(): WorkspaceStore {
  return createStore<WorkspaceSlice>(() => ({
    phase: 'starting',
    opening: null,
    app: null,
    workspace: null,
    isDisconnected: false,
  }));
}

/** Whether `next` replaces what the mirror holds: answers and events may arrive in any order. */
export function isNewerWorkspace(current: WorkspaceState | null, next: WorkspaceState): boolean {
  return current === null || current.clan.id !== next.clan.id || next.revision >= current.revision;
}
