/** One request from the window, whatever brought it: channel and payload are checked before any handler sees them. */
import type { z } from 'zod';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { requests } from '../../shared/contract';
import type { Envelope, RequestChannel } from '../../shared/contract';
import type { Handlers } from './handlers';

/** Receives what only a programmer can act on. */
export type LogBug = (channel: string, error: unknown) => void;

export type Dispatch = (channel: string, payload: unknown) => Promise<Envelope<unknown>>;

/** Never rejects. */
export function createDispatch(handlers: Handlers, logBug: LogBug): Dispatch {
  return async (channel, payload) => {
    if (!isRequestChannel(channel)) {
      return refuse(
        'ipc.unknown-channel',
        `There is no request called ${JSON.stringify(channel.slice(0, 100))}.`,
      );
    }
    const checked = requests[channel].payload.safeParse(payload);
    if (!checked.success) return refuse('ipc.bad-payload', badPayload(channel, checked.error));
    const handler = handlers[channel] as (payload: unknown) => unknown;
    try {
      return (await handler(checked.data)) as Envelope<unknown>;
    } catch (error) {
      logBug(channel, error);
      const reason = error instanceof Error ? error.message : String(error);
      return refuse('internal.bug', `Something went wrong inside the editor: ${reason}`);
    }
  };
}

function isRequestChannel(channel: string): channel is RequestChannel {
  return Object.hasOwn(requests, channel);
}

function badPayload(channel: string, error: z.core.$ZodError): string {
  const [issue] = error.issues;
  const place =
    issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  return `The request ${channel} was not understood${place}: ${issue?.message ?? 'invalid'}.`;
}

function refuse(code: string, message: string): Envelope<never> {
  const error: Diagnostic = { code, severity: 'error', message };
  return { ok: false, error };
}
