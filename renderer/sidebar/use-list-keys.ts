import { useCallback, type KeyboardEvent } from 'react';

/** Arrow keys, Home and End move the focus from row to row; `show` brings a row into view that is not drawn yet. */
export function useListKeys(
  rowKeys: readonly string[],
  show: (index: number) => void,
): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { currentTarget } = event;
      const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row'];
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
