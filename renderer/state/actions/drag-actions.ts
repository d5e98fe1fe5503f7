import { assignmentOf, previewDrop, targetAt, type DragLoad, type Point } from '../drag-store';
import type { Stores } from '../stores';
import type { Notify } from './call';
import type { DocumentActions } from './document-actions';
import type { ViewActions } from './view-actions';

/** A drag from its start to its end; the same for sidebar, graph and ports. */
export interface DragActions {
  beginDrag(
    load: DragLoad,
    pointer: Point,
    options: { readonly anchor?: Point; readonly hasGhost: boolean },
  ): void;
  moveDrag(pointer: Point): void;
  cancelDrag(): void;
  /** Ends the drag. True when the load was taken. */
  drop(): Promise<boolean>;
}

export function createDragActions(
  stores: Stores,
  document: DocumentActions,
  view: ViewActions,
  notify: Notify,
): DragActions {
  const { drag: store } = stores;
  const cancelDrag = () => store.setState({ drag: null });
  return {
    beginDrag: (load, pointer, { anchor, hasGhost }) =>
      store.setState({
        drag: { load, pointer, anchor: anchor ?? null, hasGhost, target: null, preview: null },
      }),
    moveDrag: (pointer) => {
      const { drag } = store.getState();
      if (drag === null) return;
      const found = targetAt(pointer, drag.load);
      if (JSON.stringify(found) === JSON.stringify(drag.target)) {
        store.setState({ drag: { ...drag, pointer } });
        return;
      }
      const preview = found === null ? null : previewDrop(stores, drag.load, found);
      store.setState({ drag: { ...drag, pointer, target: found, preview } });
    },
    cancelDrag,
    drop: async () => {
      const { drag } = store.getState();
      cancelDrag();
      if (drag?.target == null || drag.preview === null) return false;
      const assignment = assignmentOf(drag.load, drag.target);
      if (assignment === null) return false;
      if (!drag.preview.isAllowed) {
        notify({ kind: 'info', title: 'Not assigned', message: drag.preview.reason });
        return false;
      }
      view.selectBeside({ kind: 'role', instance: assignment.instance, role: assignment.role });
      return document.assign(assignment);
    },
  };
}
