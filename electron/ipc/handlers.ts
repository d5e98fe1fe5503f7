/** How main answers the window: one function a channel, checked payload in, value or diagnostic out. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Result } from '../../shared/base/result';
import type {
  EventChannel,
  EventPayloads,
  RequestAnswer,
  RequestChannel,
  RequestPayload,
} from '../../shared/contract';

export type Answer<C extends RequestChannel> = Result<RequestAnswer<C>, Diagnostic>;

/** A handler translates and delegates; it holds no rule of its own. */
export type Handler<C extends RequestChannel> = (
  payload: RequestPayload<C>,
) => Answer<C> | Promise<Answer<C>>;

export type Handlers = { readonly [C in RequestChannel]: Handler<C> };

/** The channels of one domain: `HandlersOf<'clan'>` has every `clan:…`. */
export type HandlersOf<Domain extends string> = Pick<
  Handlers,
  Extract<RequestChannel, `${Domain}:${string}`>
>;

/** Sends an event to every window that is connected. */
export type Emit = <C extends EventChannel>(channel: C, payload: EventPayloads[C]) => void;
