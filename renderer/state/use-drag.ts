import type { PointerEvent as ReactPointerEvent } from 'react';
import { useStore } from 'zustand';
import type { DragLoad, DragSlice, Point } from './drag-store';
import { useActions, useStores } from './hooks';

/** Less than this is a click. */
const threshold = 5;

export function useDrag<T>(selector: (slice: DragSlice) => T): T {
  return useStore(useStores().drag, selector);
}

/**
 * Makes an element a source of drags. `load` is asked when the drag begins; `anchor` gives the port that a
 * connection line starts at. Returns the handler for `onPointerDown`.
 */
export function useDragSource(
  load: () => DragLoad,
  anchor?: (element: Element) => Point,
): (event: ReactPointerEvent) => void {
  const actions = useActions();
  return (event) => {
    if (event.button !== 0) return;
    const { currentTarget } = event;
    const start = { x: event.clientX, y: event.clientY };
    const begin = (point: Point) =>
      actions.beginDrag(load(), point, { anchor: anchor?.(currentTarget), hasGhost: true });
    followPointer(event.nativeEvent, begin, start, actions);
  };
}

/** Listens on the window, so that the drag goes on over everything and ends wherever the button is let go. */
function followPointer(
  { pointerId }: PointerEvent,
  begin: (point: Point) => void,
  start: Point,
  actions: ReturnType<typeof useActions>,
): void {
  let isDragging = false;
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    const point = { x: event.clientX, y: event.clientY };
    if (!isDragging) {
      if (Math.hypot(point.x - start.x, point.y - start.y) < threshold) return;
      isDragging = true;
      begin(point);
      window.getSelection()?.removeAllRanges();
    }
    event.preventDefault();
    actions.moveDrag(point);
  };
  const end = () => {
    window.removeEventListener('pointermove', onMove);
    window.removeEventListener('pointerup', onUp);
    window.removeEventListener('pointercancel', onCancel);
    window.removeEventListener('keydown', onKey, true);
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    end();
    if (!isDragging) return;
    // The click that follows belongs to the drag and must not select anything.
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, true));
    void actions.drop();
  };
  const onCancel = () => {
    end();
    actions.cancelDrag();
  };
  const onKey = (event: KeyboardEvent) => {
    if (!isDragging || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  window.addEventListener('pointermove', onMove, { passive: false });
  window.addEventListener('pointerup', onUp);
  window.addEventListener('pointercancel', onCancel);
  window.addEventListener('keydown', onKey, true);
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
