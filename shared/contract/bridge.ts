import type { EventChannel, EventPayloads } from './events';
import type { Envelope, RequestAnswer, RequestChannel, RequestPayload } from './requests';

/**
 * The whole surface between window and main, the same for Electron's preload and for the browser host's WebSocket.
 * `invoke` never rejects for an expected failure; `subscribe` returns the function that ends the subscription.
 */
export interface Bridge {
  invoke<C extends RequestChannel>(
    channel: C,
    payload: RequestPayload<C>,
  ): Promise<Envelope<RequestAnswer<C>>>;
  subscribe<C extends EventChannel>(channel: C, listener: (payload: EventPayloads[C]) => void): () => void;
}
