import {
  createContext,
  useContext,
  type FocusEvent,
  type DOMAttributes,
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
  /** Id for walking by key; absent: the node's. */
  readonly stop?: string;
  readonly selection: Selection;
  menu(): readonly MenuAction[];
  /** A click with Ctrl or Shift. */
  onToggle?(): void;
}

/** Attributes of something focusable, an element of HTML or SVG. */
export interface FocusableProps extends DOMAttributes<Element> {
  readonly role: 'button';
  readonly tabIndex: number;
  readonly 'data-stop': string;
}

/** Keys that mean what has the focus, selected before or not; the window's shortcuts act on the selection. */
const keysForFocused = new Set(['a', 'delete', 'backspace']);

/**
 * What every focusable thing of the graph does: click and Enter select, the menu key opens its menu. The Tab key stops
 * at the graph as a whole, arrow keys move inside of it.
 */
export function useNodeBehaviour({
  node,
  stop = node,
  selection,
  menu,
  onToggle,
}: NodeBehaviour): FocusableProps {
  const actions = useActions();
  const graph = useContext(GraphContext);
  return {
    role: 'button',
    tabIndex: -1,
    'data-stop': stop,
    onClick: (event: MouseEvent) => {
      event.stopPropagation();
      if (onToggle !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey)) onToggle();
      else actions.select(selection);
    },
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      event.stopPropagation();
      actions.select(selection);
      const items = menu();
      if (items.length > 0) graph.openMenu(event, items);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget) return;
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        actions.select(selection);
      }
      if (keysForFocused.has(event.key.toLowerCase()) && !event.ctrlKey && !event.metaKey) {
        actions.select(selection);
      }
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
