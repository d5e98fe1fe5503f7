/**
 * The bridge to the browser host. A lost connection is made again with growing pauses; requests asked meanwhile wait
 * for it, and those whose answer was lost with it are answered with an error, because nobody knows whether they ran.
 */
import type { Bridge, Envelope, EventChannel, EventPayloads } from '../../shared/contract';

type Listener = (payload: never) => void;

interface Pending {
  readonly message: string;
  readonly settle: (envelope: Envelope<never>) => void;
  isSent: boolean;
}

/** The part of WebSocket that is used, so that a test can stand in for it. */
export interface SocketLike {
  onopen: ((event: Event) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  send(data: string): void;
}

export interface WebSocketBridgeOptions {
  readonly connect: () => SocketLike;
  /** Told about every change of the connection. */
  readonly onConnection?: (isConnected: boolean) => void;
  /** Runs `action` after so many milliseconds. */
  readonly later?: (action: () => void, milliseconds: number) => void;
}

const firstPause = 250;
const longestPause = 5_000;

/** A bridge over the WebSocket of the page's own host. */
export function createWebSocketBridge(options: Partial<WebSocketBridgeOptions> = {}): Bridge {
  const connection = new Connection({ connect: connectToHost, ...options });
  return {
    invoke: (channel, payload) => connection.invoke(channel, payload),
    subscribe: (channel, listener) => connection.subscribe(channel, listener),
  };
}

function connectToHost(): SocketLike {
  return new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`);
}

class Connection {
  readonly #options: WebSocketBridgeOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<EventChannel, Set<Listener>>();
  #socket: SocketLike | null = null;
  #nextId = 0;
  #pause = firstPause;

  constructor(options: WebSocketBridgeOptions) {
    this.#options = options;
    this.#open();
  }

  invoke<Answer>(channel: string, payload: unknown): Promise<Envelope<Answer>> {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      const message = JSON.stringify({ id, channel, payload });
      const pending: Pending = { message, settle: resolve, isSent: false };
      this.#pending.set(id, pending);
      if (this.#socket !== null) this.#send(pending);
    });
  }

  subscribe<C extends EventChannel>(channel: C, listener: (payload: EventPayloads[C]) => void): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set<Listener>();
    this.#listeners.set(channel, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  #send(pending: Pending): void {
    pending.isSent = true;
    this.#socket?.send(pending.message);
  }

  #open(): void {
    const socket = this.#options.connect();
    socket.onopen = () => {
      this.#socket = socket;
      this.#pause = firstPause;
      for (const pending of this.#pending.values()) this.#send(pending);
      this.#options.onConnection?.(true);
    };
    socket.onmessage = (event) => this.#receive(String(event.data));
    socket.onclose = () => {
      this.#socket = null;
      this.#failLost();
      this.#options.onConnection?.(false);
      const later = this.#options.later ?? ((action, milliseconds) => void setTimeout(action, milliseconds));
      later(() => this.#open(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, longestPause);
    };
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as
      | { readonly id: number; readonly envelope: Envelope<never> }
      | { readonly event: EventChannel; readonly payload: never };
    if ('event' in message) {
      for (const listener of this.#listeners.get(message.event) ?? []) listener(message.payload);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    pending?.settle(message.envelope);
  }

  #failLost(): void {
    for (const [id, pending] of this.#pending) {
      if (!pending.isSent) continue;
      this.#pending.delete(id);
      pending.settle({ ok: false, error: connectionLost });
    }
  }
}

const connectionLost = {
  code: 'bridge.disconnected',
  severity: 'error',
  message: 'The connection to the editor was lost before the answer came.',
  hint: 'Unsaved edits are kept by the editor. If it was stopped, start it again and open the new link.',
} as const;
