import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import classes from './resize-handle.module.css';

interface Props {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  /** 1: the pane is at the left of the handle, -1: at its right. */
  readonly direction: 1 | -1;
  onResize(value: number): void;
  onDone(): void;
}

/** The line between two panes: drag it, or focus it and use the arrow keys. */
export function ResizeHandle({ label, min, max, value, direction, onResize, onDone }: Props) {
  const start = useRef<{ readonly x: number; readonly value: number } | null>(null);
  const resize = (wanted: number) => onResize(Math.min(max, Math.max(min, Math.round(wanted))));

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, value };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current !== null) resize(start.current.value + direction * (event.clientX - start.current.x));
  };
  const onPointerUp = () => {
    if (start.current === null) return;
    start.current = null;
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -16 : event.key === 'ArrowRight' ? 16 : 0;
    if (step === 0) return;
    event.preventDefault();
    resize(value + direction * step);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      tabIndex={0}
      className={classes.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
      onKeyUp={onDone}
    />
  );
}
