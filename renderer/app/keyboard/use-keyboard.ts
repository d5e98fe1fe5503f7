import { useEffect } from 'react';
import type { Bridge, EventPayloads } from '../../../shared/contract';
import { useActions, useStores } from '../../state';
import { matches, shortcuts, type ShortcutContext } from './shortcuts';

/** Listens for the keys of the registry wherever the focus is, and for the native menu's commands. */
export function useKeyboard(bridge: Bridge): void {
  const stores = useStores();
  const actions = useActions();
  useEffect(() => {
    const context: ShortcutContext = { stores, actions };
    const onKeyDown = (event: KeyboardEvent) => handleKey(event, context);
    window.addEventListener('keydown', onKeyDown);
    const end = bridge.subscribe('app:command', ({ command }) => runCommand(command, context));
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      end();
    };
  }, [bridge, stores, actions]);
}

function handleKey(event: KeyboardEvent, context: ShortcutContext): void {
  if (event.defaultPrevented || event.isComposing) return;
  const shortcut = shortcuts.find((candidate) => matches(event, candidate));
  if (shortcut === undefined) return;
  const { workspace, view } = context.stores;
  const { dialog, isPaletteOpen } = view.getState();
  if (workspace.getState().phase !== 'open' || dialog.kind !== 'none' || isPaletteOpen) return;
  if (isTextField(event.target) && shortcut.worksInFields !== true) return;
  event.preventDefault();
  shortcut.run(context);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return true;
  }
  const isPlain = ['checkbox', 'radio', 'button', 'range'].includes(target.getAttribute('type') ?? 'text');
  return target instanceof HTMLInputElement && !isPlain;
}

function runCommand(command: EventPayloads['app:command']['command'], context: ShortcutContext): void {
  const { actions, stores } = context;
  switch (command) {
    case 'undo':
      return void actions.undo();
    case 'redo':
      return void actions.redo();
    case 'save':
      return shortcuts.find(({ key }) => key === 's')?.run(context);
    case 'search':
      return actions.setPaletteOpen(true);
    case 'close-clan':
      return void actions.closeClan();
    case 'toggle-table':
      return actions.setCentre(stores.view.getState().centre === 'table' ? 'graph' : 'table');
  }
}
