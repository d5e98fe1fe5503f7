import { createStore, type StoreApi } from 'zustand/vanilla';
import { previewAssignment, type AssignmentPreview } from '../../shared/clan/assignment';
import type { Assignment } from './actions/document-actions';
import type { Stores } from './stores';

/** What is being dragged: members looking for a role, or a role looking for members. */
export type DragLoad =
  | { readonly kind: 'members'; readonly machines: readonly string[]; readonly tags: readonly string[] }
  | { readonly kind: 'role'; readonly instance: string; readonly role: string };

/** What lies under the pointer and could take the load. */
export type DropTarget =
  | { readonly kind: 'role'; readonly instance: string; readonly role: string }
  | { readonly kind: 'machine' | 'tag'; readonly name: string };

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Drag {
  readonly load: DragLoad;
  /** In pixels of the window. */
  readonly pointer: Point;
  /** Where a connection line starts, when the drag began at a port. */
  readonly anchor: Point | null;
  /** False while a node of the graph is the thing that moves. */
  readonly hasGhost: boolean;
  readonly target: DropTarget | null;
  readonly preview: AssignmentPreview | null;
}

export interface DragSlice {
  readonly drag: Drag | null;
}

export type DragStore = StoreApi<DragSlice>;

export function createDragStore(): DragStore {
  return createStore<DragSlice>(() => ({ drag: null }));
}

/** What a drop of the load on the target would assign; null when the two do not go together. */
export function assignmentOf(load: DragLoad, target: DropTarget): Assignment | null {
  if (load.kind === 'members') {
    if (target.kind !== 'role') return null;
    return { instance: target.instance, role: target.role, machines: load.machines, tags: load.tags };
  }
  if (target.kind === 'role') return null;
  return {
    instance: load.instance,
    role: load.role,
    machines: target.kind === 'machine' ? [target.name] : [],
    tags: target.kind === 'tag' ? [target.name] : [],
  };
}

/** What the drop would do, from the state that is on screen. */
export function previewDrop(stores: Stores, load: DragLoad, target: DropTarget): AssignmentPreview | null {
  const assignment = assignmentOf(load, target);
  const { evaluation } = stores.evaluation.getState().state;
  const { workspace } = stores.workspace.getState();
  if (assignment === null || evaluation === null || workspace === null) return null;
  const { instance, role, machines, tags } = assignment;
  const preview = previewAssignment(evaluation, workspace.document, { machines, tags }, { instance, role });
  if (workspace.readOnly === null) return preview;
  return { ...preview, isAllowed: false, reason: workspace.readOnly.message };
}

/** Attribute of elements that take drops; its value is a {@link DropTarget} as JSON. */
const targetAttribute = 'data-drop-target';

/** Spread on an element that takes drops. */
export function dropTarget(target: DropTarget): { readonly [targetAttribute]: string } {
  return { [targetAttribute]: JSON.stringify(target) };
}

/** The nearest element under the point that goes with the load; the load's own node in between is looked through. */
export function targetAt(point: Point, load: DragLoad): DropTarget | null {
  for (const element of document.elementsFromPoint(point.x, point.y)) {
    const text = element.closest(`[${targetAttribute}]`)?.getAttribute(targetAttribute);
    if (text == null) continue;
    const target = JSON.parse(text) as DropTarget;
    if (assignmentOf(load, target) !== null) return target;
  }
  return null;
}
