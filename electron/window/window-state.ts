/** Where the window was, remembered between starts; a screen that is gone must not take the window with it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Absent: let the system place it. */
  readonly bounds?: Rectangle | undefined;
  readonly isMaximized: boolean;
}

const whole = z.number().int();
const stateSchema = z.object({
  bounds: z
    .object({ x: whole, y: whole, width: whole.min(200).max(20_000), height: whole.min(200).max(20_000) })
    .optional(),
  isMaximized: z.boolean(),
});
const fresh: WindowState = { isMaximized: false };
/** So much of the window has to be on a screen for it to be found again. */
const visiblePixels = 100;

/** The remembered state; a missing or damaged file counts as nothing remembered. */
export function readWindowState(file: string, screens: readonly Rectangle[]): WindowState {
  let state: WindowState;
  try {
    state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Whatever is wrong with the file, the answer is the same: start with the default place.
    return fresh;
  }
  const { bounds } = state;
  const isVisible = bounds !== undefined && screens.some((screen) => overlap(bounds, screen));
  return isVisible ? state : { isMaximized: state.isMaximized };
}

/** Remembers the state; replaces the file in one step. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  writeFileSync(temporary, JSON.stringify(state));
  renameSync(temporary, file);
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= visiblePixels && height >= visiblePixels;
}
