import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JsonObject } from '../../shared/base/json';
import type { AppState, WorkspaceState } from '../../shared/contract';

/** The window's mirror of what main publishes about the application and the opened clan. Read-only for components. */
export interface WorkspaceSlice {
  /** `starting`: nothing is known yet; `start`: no clan is open. */
  readonly phase: 'starting' | 'start' | 'open';
  /** What is being opened, in words; null when nothing is. */
  readonly opening: string | null;
  readonly app: AppState | null;
  readonly workspace: WorkspaceState | null;
  /** The newest documents by revision: what an evaluation of an older one was made from. */
  readonly documents: ReadonlyMap<number, JsonObject>;
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
    documents: new Map(),
    isDisconnected: false,
  }));
}

/** Whether `next` replaces what the mirror holds: answers and events may arrive in any order. */
export function isNewerWorkspace(current: WorkspaceState | null, next: WorkspaceState): boolean {
  return current === null || current.clan.id !== next.clan.id || next.revision >= current.revision;
}

const rememberedDocuments = 50;

/** With one more document; the oldest ones are let go. */
export function rememberDocument(
  documents: ReadonlyMap<number, JsonObject>,
  { revision, document }: WorkspaceState,
): ReadonlyMap<number, JsonObject> {
  return new Map([...documents].slice(1 - rememberedDocuments)).set(revision, document);
}
