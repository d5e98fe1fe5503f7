import { expect, test, vi } from 'vitest';
import { err, ok } from '../../shared/base/result';
import { requestChannels } from '../../shared/contract';
import { createDispatch } from './dispatch';
import type { Handlers } from './handlers';

function handlersWith(overrides: Partial<Handlers>): Handlers {
  const refuse = () => err({ code: 'test.unexpected', severity: 'error' as const, message: 'unexpected' });
  const base = Object.fromEntries(requestChannels.map((channel) => [channel, refuse]));
  return { ...base, ...overrides } as unknown as Handlers;
}

test('a checked payload reaches its handler and the answer comes back as an envelope', async () => {
  const openExternal = vi.fn(() => ok(null));
  const dispatch = createDispatch(handlersWith({ 'app:open-external': openExternal }), vi.fn());
  expect(await dispatch('app:open-external', { url: 'https://clan.lol' })).toEqual({ ok: true, value: null });
  expect(openExternal).toHaveBeenCalledExactlyOnceWith({ url: 'https://clan.lol' });
});

test.each(['nope', '__proto__', 'constructor', 'toString'])('there is no channel %s', async (channel) => {
  const dispatch = createDispatch(handlersWith({}), vi.fn());
  expect(await dispatch(channel, {})).toMatchObject({ ok: false, error: { code: 'ipc.unknown-channel' } });
});

test.each([
  ['workspace:undo', { extra: 1 }],
  ['workspace:undo', undefined],
  ['clan:open', { kind: 'path', path: '/etc' }],
  ['workspace:edit', { edit: { kind: 'machine/delete' } }],
  ['app:open-external', { url: 'x'.repeat(5_000) }],
  ['results:provenance', { machine: 'a', path: [{}] }],
])('%s refuses the payload %j', async (channel, payload) => {
  const dispatch = createDispatch(handlersWith({}), vi.fn());
  expect(await dispatch(channel, payload)).toMatchObject({ ok: false, error: { code: 'ipc.bad-payload' } });
});

test('a bug fails one request and is logged', async () => {
  const logBug = vi.fn();
  const bug = new Error('broken');
  const dispatch = createDispatch(
    handlersWith({
      'workspace:undo': () => {
        throw bug;
      },
    }),
    logBug,
  );
  expect(await dispatch('workspace:undo', {})).toMatchObject({ ok: false, error: { code: 'internal.bug' } });
  expect(logBug).toHaveBeenCalledExactlyOnceWith('workspace:undo', bug);
});
