import { useMemo } from 'react';
import type { Command } from '../palette';
import { useActions, useStores } from '../state';
import { keyLabels, shortcuts } from './keyboard/shortcuts';

/** What the palette offers to do: every key of the registry, and what has no key. */
export function useCommands(): readonly Command[] {
  const actions = useActions();
  const stores = useStores();
  return useMemo(() => {
    const context = { stores, actions };
    const withKeys = shortcuts
      .filter(({ key, label }, index) => {
        const isFirst = shortcuts.findIndex((other) => other.label === label) === index;
        return isFirst && key !== 'escape' && key !== 'k';
      })
      .map((shortcut): Command => {
        return {
          label: shortcut.label,
          keys: keyLabels(shortcut).join(' '),
          run: () => shortcut.run(context),
        };
      });
    return [
      { label: 'Add machine', run: () => actions.openDialog({ kind: 'add-machine' }) },
      { label: 'Add service', run: actions.openCatalogue },
      ...withKeys,
      { label: 'Show everything (clear the filter)', run: actions.clearFilter },
      { label: 'Settings of this clan…', run: () => actions.openDialog({ kind: 'settings' }) },
      { label: 'Open folder…', run: () => void actions.openFolder() },
      { label: 'Colours: light', run: () => void actions.setPreferences({ colorScheme: 'light' }) },
      { label: 'Colours: dark', run: () => void actions.setPreferences({ colorScheme: 'dark' }) },
      { label: 'Colours: like the system', run: () => void actions.setPreferences({ colorScheme: 'auto' }) },
      { label: 'Close clan', run: () => void actions.closeClan() },
    ];
  }, [actions, stores]);
}
