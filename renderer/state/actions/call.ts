import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok, type Result } from '../../../shared/base/result';
import type { Bridge, RequestAnswer, RequestChannel, RequestPayload } from '../../../shared/contract';

/** A short message at the edge of the window. */
export interface Notice {
  readonly kind: 'error' | 'success' | 'info';
  readonly title: string;
  readonly message?: string;
}

export type Notify = (notice: Notice) => void;

export type Call = <C extends RequestChannel>(
  channel: C,
  payload: RequestPayload<C>,
) => Promise<Result<RequestAnswer<C>, Diagnostic>>;

/** Asks main and gives the answer as a value; a broken connection is an answer too. */
export function createCall(bridge: Bridge): Call {
  return async (channel, payload) => {
    try {
      const envelope = await bridge.invoke(channel, payload);
      return envelope.ok ? ok(envelope.value) : err(envelope.error);
    } catch (error) {
      return err({
        code: 'window/no-answer',
        severity: 'error',
        message: 'The editor did not answer.',
        hint: error instanceof Error ? error.message : undefined,
      });
    }
  };
}

export function noticeOf(title: string, diagnostic: Diagnostic): Notice {
  const message =
    diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message} ${diagnostic.hint}`;
  return { kind: 'error', title, message };
}
