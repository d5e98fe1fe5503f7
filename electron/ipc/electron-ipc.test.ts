import { expect, test, vi } from 'vitest';
import { requestChannels } from '../../shared/contract';
import { createElectronEmit, registerDrops, registerRequests } from './electron-ipc';
import type { SenderFrame } from './electron-ipc';

type Listener = (event: { senderFrame: SenderFrame | null }, payload: unknown) => unknown;

function setUp() {
  const listeners = new Map<string, Listener>();
  const dispatch = vi.fn(() => Promise.resolve({ ok: true as const, value: 'answer' }));
  registerRequests(
    { handle: (channel, listener) => void listeners.set(channel, listener as unknown as Listener) },
    dispatch,
    (url) => url === 'app://own/',
  );
  const ask = (senderFrame: SenderFrame | null) => listeners.get('workspace:undo')?.({ senderFrame }, {});
  return { listeners, dispatch, ask };
}

const own: SenderFrame = { url: 'app://own/', parent: null };

test('every channel of the contract is registered, and no other', () => {
  expect([...setUp().listeners.keys()]).toEqual([...requestChannels]);
});

test('the top frame of the own page is answered', async () => {
  const { ask, dispatch } = setUp();
  expect(await ask(own)).toEqual({ ok: true, value: 'answer' });
  expect(dispatch).toHaveBeenCalledExactlyOnceWith('workspace:undo', {});
});

test.each([
  ['a foreign page', { url: 'https://evil.example/', parent: null }],
  ['an embedded frame', { url: 'app://own/', parent: {} as SenderFrame['parent'] }],
  ['a frame that is gone', null],
])('%s is refused', async (_who, frame) => {
  const { ask, dispatch } = setUp();
  expect(await ask(frame)).toMatchObject({ ok: false, error: { code: 'ipc.stranger' } });
  expect(dispatch).not.toHaveBeenCalled();
});

test.each([
  ['a folder dropped onto the own page is opened', own, { path: '/clans/home' }, ['/clans/home']],
  [
    'a foreign page opens nothing',
    { url: 'https://evil.example/', parent: null },
    { path: '/clans/home' },
    [],
  ],
  ['a relative path opens nothing', own, { path: 'clans/home' }, []],
  ['anything else opens nothing', own, { path: ['/clans/home'] }, []],
  ['nothing at all opens nothing', own, undefined, []],
])('%s', (_what, senderFrame, payload, expected) => {
  let listener: Listener | undefined;
  const opened: string[] = [];
  registerDrops(
    { handle: (_channel, added) => void (listener = added as unknown as Listener) },
    (url) => url === 'app://own/',
    (path) => void opened.push(path),
  );
  listener?.({ senderFrame: senderFrame }, payload);
  expect(opened).toEqual(expected);
});

test('events go to every window that is still there', () => {
  const alive = { send: vi.fn(), isDestroyed: () => false };
  const gone = { send: vi.fn(), isDestroyed: () => true };
  createElectronEmit(() => [gone, alive])('app:command', { command: 'undo' });
  expect(alive.send).toHaveBeenCalledExactlyOnceWith('app:command', { command: 'undo' });
  expect(gone.send).not.toHaveBeenCalled();
});
