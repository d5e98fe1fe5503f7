import {
  createContext,
  useContext,
  type FocusEvent,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
} from 'react';
import type { Selection } from '../../../shared/contract';
import type { NodeProblems } from '../../state';
import { useActions } from '../../state';
import type { MenuAction } from '../../state';
import type { Problems } from '../model';

/** What nodes need of the graph around them. Changes only with the evaluation. */
export interface GraphContextValue {
  readonly problems: Problems;
  openMenu(event: MouseEvent | KeyboardEvent, items: readonly MenuAction[]): void;
  /** Brings a node into view that got the focus by key. */
  reveal(node: string): void;
}

export const GraphContext = createContext<GraphContextValue>({
  problems: new Map(),
  openMenu: () => undefined,
  reveal: () => undefined,
});

export function useNodeProblems(id: string): NodeProblems | undefined {
  return useContext(GraphContext).problems.get(id);
}

interface NodeBehaviour {
  /** Id of the graph node, for hovering and scrolling into view. */
  readonly node: string;
  readonly selection: Selection;
  menu(): readonly MenuAction[];
  /** A click with Ctrl or Shift. */
  onToggle?(): void;
}

/** What every focusable thing of the graph does: click and Enter select, the menu key opens its menu. */
export function useNodeBehaviour({
  node,
  selection,
  menu,
  onToggle,
}: NodeBehaviour): HTMLAttributes<HTMLElement> {
  const actions = useActions();
  const graph = useContext(GraphContext);
  return {
    role: 'button',
    tabIndex: 0,
    onClick: (event: MouseEvent) => {
      if (onToggle !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey)) onToggle();
      else actions.select(selection);
    },
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      event.stopPropagation();
      actions.select(selection);
      graph.openMenu(event, menu());
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        actions.select(selection);
      }
      // The key means what has the focus, selected before or not.
      if (event.key.toLowerCase() === 'a' && !event.ctrlKey && !event.metaKey) actions.select(selection);
    },
    onMouseEnter: () => actions.hover(node),
    onMouseLeave: () => actions.hover(null),
    onFocus: (event: FocusEvent) => {
      if (!event.currentTarget.matches(':focus-visible')) return;
      actions.hover(node);
      graph.reveal(node);
    },
    onBlur: () => actions.hover(null),
  };
}

/** The middle of a port, where a connection line starts. */
export function middleOf(element: Element): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}
