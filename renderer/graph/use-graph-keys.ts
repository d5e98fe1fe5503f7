import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { Selection } from '../../shared/contract';
import { instanceNode, selectionKey, useStores } from '../state';
import type { FlowNode } from './flow';
import type { GraphModel } from './model';
import { isWalkKey, roleStop, walk, walkMap, type Step, type WalkMap } from './walk';

/** Frames to wait for a node that is drawn only once it is in view. */
const patience = 30;

export interface GraphKeys {
  /** Gives the focus to the selected thing, else to where it last was, else to the first machine. */
  enter(): void;
  onKeyDown(event: KeyboardEvent): void;
  onFocus(event: FocusEvent): void;
}

/** The graph as one stop of the Tab key: inside of it, arrow keys move the focus. */
export function useGraphKeys(
  root: RefObject<HTMLElement | null>,
  model: GraphModel,
  nodes: readonly FlowNode[],
  reveal: (node: string) => void,
): GraphKeys {
  const stores = useStores();
  const at = useRef<Step | null>(null);
  const map = (): WalkMap => {
    const tops = new Map(nodes.map(({ id, position }) => [id, position.y]));
    return walkMap(model, (node) => tops.get(node) ?? 0);
  };
  const goTo = (step: Step, known: WalkMap) => {
    at.current = step;
    const stop = known.columns.flat().find(({ id }) => id === step.id);
    const edge = known.edges.find(({ id }) => id === step.id);
    const node = stop?.node ?? (edge === undefined ? step.id : instanceNode(edge.instance));
    focusWhenDrawn(root.current, step.id, {
      bringIntoView: () => reveal(node),
      isWanted: () => at.current === step,
    });
  };

  useLostFocus(model, at, (step) => goTo(step, map()));

  return {
    enter: () => {
      const known = map();
      const ids = new Set([...known.columns.flat(), ...known.edges].map(({ id }) => id));
      const wanted = [stopOf(stores.view.getState().selection), at.current?.id, known.columns[0]?.[0]?.id];
      const id = wanted.find((candidate) => candidate !== undefined && ids.has(candidate));
      if (id !== undefined) goTo({ id, side: 'from' }, known);
    },
    onKeyDown: (event) => {
      const id = stopAt(event.target);
      const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (id === null || !isPlain || !isWalkKey(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      const known = map();
      const side = at.current?.id === id ? at.current.side : 'from';
      const next = walk(known, { id, side }, event.key);
      if (next !== null) goTo(next, known);
    },
    onFocus: (event) => {
      const id = stopAt(event.target);
      if (id !== null && at.current?.id !== id) at.current = { id, side: 'from' };
    },
  };
}

/** An edge that is taken away takes the focus with it: it goes to the role that the edge led to. */
function useLostFocus(model: GraphModel, at: RefObject<Step | null>, goTo: (step: Step) => void): void {
  const before = useRef(model);
  const goToRef = useRef(goTo);
  useEffect(() => {
    goToRef.current = goTo;
  });
  useEffect(() => {
    const edge = before.current.edges.find(({ id }) => id === at.current?.id);
    before.current = model;
    if (edge === undefined || model.edges.some(({ id }) => id === edge.id)) return;
    // A menu that the edge was taken away with gives the focus back first. Not cancelled by the next model: that is
    // the evaluator's answer to the same edit.
    window.setTimeout(() => {
      if (document.activeElement === document.body) {
        goToRef.current({ id: roleStop(edge.instance, edge.role), side: 'to' });
      }
    }, 60);
  }, [model, at]);
}

function focusWhenDrawn(
  root: HTMLElement | null,
  id: string,
  { bringIntoView, isWanted }: { readonly bringIntoView: () => void; readonly isWanted: () => boolean },
): void {
  const attempt = (left: number) => {
    // The next key has been pressed meanwhile.
    if (!isWanted()) return;
    const element = root?.querySelector<HTMLElement | SVGElement>(`[data-stop="${CSS.escape(id)}"]`);
    if (element != null) element.focus({ preventScroll: true });
    else if (left > 0) {
      if (left === patience) bringIntoView();
      requestAnimationFrame(() => attempt(left - 1));
    }
  };
  attempt(patience);
}

function stopAt(target: EventTarget): string | null {
  return target instanceof Element ? target.getAttribute('data-stop') : null;
}

function stopOf(selection: Selection): string | undefined {
  switch (selection.kind) {
    case 'none':
    case 'machines':
      return undefined;
    case 'role':
      return roleStop(selection.instance, selection.role);
    case 'edge': {
      const { from, instance, role } = selection;
      return `${from.kind}:${from.name}>${instance}/${role}`;
    }
    default:
      return selectionKey(selection);
  }
}
