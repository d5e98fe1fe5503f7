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
    // Judged before anybody handles the key: the Escape that closes a dialog or menu must not do more than that.
    let isTaken = false;
    const onCapture = () => {
      isTaken = hasOverlay(stores);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isTaken) handleKey(event, context);
    };
    window.addEventListener('keydown', onCapture, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    const end = bridge.subscribe('app:command', ({ command }) => runCommand(command, context));
    return () => {
      window.removeEventListener('keydown', onCapture, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
      end();
    };
  }, [bridge, stores, actions]);
}

/** The library's menus and choices; their class names are its API. Closed ones may stay in the page, hidden. */
const openDropdown = '[class*="mantine-"][class*="-dropdown"]';

/** A dialog, the palette, or an open menu or list of choices. */
function hasOverlay({ view }: ShortcutContext['stores']): boolean {
  const { dialog, isPaletteOpen } = view.getState();
  const hasDropdown = [...document.querySelectorAll(openDropdown)].some((element) =>
    element.checkVisibility(),
  );
  return dialog.kind !== 'none' || isPaletteOpen || hasDropdown;
}

function handleKey(event: KeyboardEvent, context: ShortcutContext): void {
  if (event.defaultPrevented || event.isComposing) return;
  const shortcut = shortcuts.find((candidate) => matches(event, candidate));
  if (shortcut === undefined) return;
  if (context.stores.workspace.getState().phase !== 'open') return;
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
