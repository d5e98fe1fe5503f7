import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react';

export interface ListKeys {
  /** The one row that Tab goes to. */
  readonly tabStop: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
}

/**
 * Arrow keys, Home and End move the focus from row to row; Tab goes to the row that had it last. `show` brings a row
 * into view that is not drawn yet.
 */
export function useListKeys(rowKeys: readonly string[], show: (index: number) => void): ListKeys {
  const [last, setLast] = useState<string | null>(null);
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { currentTarget } = event;
      const focused = rowOf(event.target);
      if (focused === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      const index = nextIndex(event.key, rowKeys.indexOf(focused), rowKeys.length);
      const wanted = index === null ? undefined : rowKeys[index];
      if (index === null || wanted === undefined) return;
      event.preventDefault();
      show(index);
      // The row may only be drawn after the scroll.
      requestAnimationFrame(() =>
        currentTarget.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted)}"]`)?.focus(),
      );
    },
    [rowKeys, show],
  );
  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => setLast(rowOf(event.target) ?? null), []);
  return { tabStop: last !== null && rowKeys.includes(last) ? last : rowKeys[0], onKeyDown, onFocus };
}

function rowOf(target: EventTarget): string | undefined {
  return target instanceof HTMLElement
    ? target.closest<HTMLElement>('[data-row]')?.dataset['row']
    : undefined;
}

export function nextIndex(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
