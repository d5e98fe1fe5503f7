/**
 * A process outlives this app when the app is killed: nobody is left to end it, and an evaluation without end would go on
 * until memory runs out. So a small program of the system, where there is one, waits beside it with the same limit.
 */
import { accessSync, constants } from 'node:fs';

const places = ['/usr/bin/timeout', '/bin/timeout', '/run/current-system/sw/bin/timeout'];
/** Seconds after the app's own limit: as long as the app lives, it ends its processes itself. */
const grace = 10;

export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
}

/** The same call under the guard, or the call itself where the system has none. `milliseconds`: the app's limit. */
export function guardedCall(call: ProgramCall, milliseconds: number): ProgramCall {
  const guard = places.find(isProgram);
  if (guard === undefined || process.platform !== 'linux') return call;
  const seconds = String(Math.ceil(milliseconds / 1_000) + grace);
  return { program: guard, args: ['-s', 'KILL', seconds, call.program, ...call.args] };
}

/** Whether this may be started. */
export function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
