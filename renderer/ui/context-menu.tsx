import { Menu } from '@mantine/core';
import { Fragment, useEffect } from 'react';
import classes from './context-menu.module.css';

export interface ContextMenuItem {
  readonly label: string;
  readonly isDanger?: boolean;
  readonly refusal?: string;
  readonly isFirstOfPart?: boolean;
  run(): void;
}

export interface ContextMenuState {
  readonly x: number;
  readonly y: number;
  readonly items: readonly ContextMenuItem[];
}

/** A menu where the pointer is, or at the focused thing when it came by key. */
export function ContextMenu(props: { readonly menu: ContextMenuState | null; onClose(): void }) {
  const { menu, onClose } = props;
  useFocusBack(menu);
  if (menu === null) return null;
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={2}>
      <Menu.Target>
        <span className={classes.anchor} style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {menu.items.map((item, index) => (
          <Fragment key={item.label}>
            {item.isFirstOfPart === true && index > 0 && <Menu.Divider />}
            <Menu.Item
              color={item.isDanger === true && item.refusal === undefined ? 'red' : undefined}
              disabled={item.refusal !== undefined}
              onClick={item.run}
            >
              {item.label}
              {item.refusal !== undefined && <span className={classes.refusal}>{item.refusal}</span>}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Gives the focus back to what had it before the menu opened. */
function useFocusBack(menu: ContextMenuState | null): void {
  useEffect(() => {
    if (menu === null) return undefined;
    const before = document.activeElement;
    return () => {
      const canFocus = before instanceof HTMLElement || before instanceof SVGElement;
      if (canFocus && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [menu]);
}

/** Where a context menu opens: at the pointer, or below the element when the menu key was used. */
export function menuPoint(event: {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
}): { readonly x: number; readonly y: number } {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = event.currentTarget.getBoundingClientRect();
  return { x: box.left + 12, y: box.bottom };
}
