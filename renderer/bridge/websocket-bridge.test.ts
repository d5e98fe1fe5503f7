import { expect, test, vi } from 'vitest';
import { createWebSocketBridge } from './websocket-bridge';
import type { SocketLike } from './websocket-bridge';

function setUp() {
  const sockets: (SocketLike & { readonly sent: string[] })[] = [];
  const pauses: number[] = [];
  const waiting: (() => void)[] = [];
  const onConnection = vi.fn();
  const bridge = createWebSocketBridge({
    connect: () => {
      const sent: string[] = [];
      const socket = {
        onopen: null,
        onclose: null,
        onmessage: null,
        sent,
        send: (text: string) => void sent.push(text),
      };
      sockets.push(socket);
      return socket;
    },
    onConnection,
    later: (action, milliseconds) => {
      pauses.push(milliseconds);
      waiting.push(action);
    },
  });
  const socket = () => {
    const last = sockets.at(-1);
    if (last === undefined) throw new Error('no connection was tried');
    return last;
  };
  return {
    bridge,
    socket,
    pauses,
    onConnection,
    open: () => socket().onopen?.({} as Event),
    drop: () => socket().onclose?.({} as CloseEvent),
    reconnect: () => waiting.shift()?.(),
    receive: (message: unknown) => socket().onmessage?.({ data: JSON.stringify(message) } as MessageEvent),
  };
}

test('requests wait for the connection and get their own answers', async () => {
  const { bridge, socket, open, receive } = setUp();
  const first = bridge.invoke('workspace:undo', {});
  const second = bridge.invoke('workspace:redo', {});
  expect(socket().sent).toEqual([]);
  open();
  expect(socket().sent.map((text) => JSON.parse(text) as unknown)).toEqual([
    { id: 0, channel: 'workspace:undo', payload: {} },
    { id: 1, channel: 'workspace:redo', payload: {} },
  ]);
  receive({ id: 1, envelope: { ok: true, value: 'second' } });
  receive({ id: 0, envelope: { ok: true, value: 'first' } });
  expect([await first, await second]).toEqual([
    { ok: true, value: 'first' },
    { ok: true, value: 'second' },
  ]);
});

test('listeners hear events until they unsubscribe', () => {
  const { bridge, open, receive } = setUp();
  const listener = vi.fn();
  const unsubscribe = bridge.subscribe('app:command', listener);
  open();
  receive({ event: 'app:command', payload: { command: 'undo' } });
  unsubscribe();
  receive({ event: 'app:command', payload: { command: 'redo' } });
  expect(listener).toHaveBeenCalledExactlyOnceWith({ command: 'undo' });
});

test('an answer that was lost with the connection is an error, an unsent request waits', async () => {
  const { bridge, socket, open, drop, reconnect, receive } = setUp();
  open();
  const lost = bridge.invoke('workspace:undo', {});
  drop();
  expect(await lost).toMatchObject({ ok: false, error: { code: 'bridge.disconnected' } });
  const later = bridge.invoke('workspace:redo', {});
  reconnect();
  open();
  expect(socket().sent).toHaveLength(1);
  receive({ id: 1, envelope: { ok: true, value: 'done' } });
  expect(await later).toEqual({ ok: true, value: 'done' });
});

test('pauses between attempts grow to a limit and start small again', () => {
  const { pauses, open, drop, reconnect, onConnection } = setUp();
  for (let attempt = 0; attempt < 7; attempt++) {
    drop();
    reconnect();
  }
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  open();
  drop();
  expect(pauses.at(-1)).toBe(250);
  expect(onConnection.mock.calls.slice(-2)).toEqual([[true], [false]]);
});
