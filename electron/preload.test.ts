import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { droppedFolderChannel, eventChannels, requestChannels } from '../shared/contract';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(() => Promise.resolve('answer')), on: vi.fn(), off: vi.fn() },
  webUtils: { getPathForFile: vi.fn(({ name }: File) => `/clans/${name}`) },
}));
vi.mock('electron', () => electron);

interface ExposedBridge {
  invoke(channel: string, payload: unknown): Promise<unknown>;
  subscribe(channel: string, listener: (payload: unknown) => void): () => void;
}

async function exposed(): Promise<ExposedBridge> {
  vi.resetModules();
  await import('./preload');
  return electron.contextBridge.exposeInMainWorld.mock.lastCall?.[1] as ExposedBridge;
}

const pageListeners = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('addEventListener', pageListeners);
});
afterEach(() => vi.unstubAllGlobals());

test('exposes two functions under one name, and nothing of Electron', async () => {
  const bridge = await exposed();
  expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledExactlyOnceWith('clanBridge', bridge);
  expect(Object.keys(bridge)).toEqual(['invoke', 'subscribe']);
});

test('passes on every channel of the contract and refuses all others', async () => {
  const bridge = await exposed();
  for (const channel of requestChannels) await bridge.invoke(channel, {});
  expect(electron.ipcRenderer.invoke.mock.calls).toEqual(requestChannels.map((channel) => [channel, {}]));
  await expect(bridge.invoke('shell:run', {})).rejects.toThrow(TypeError);
  expect(() => bridge.subscribe('shell:output', () => undefined)).toThrow(TypeError);
});

test('listeners get the payload without the event, until they unsubscribe', async () => {
  const bridge = await exposed();
  const listener = vi.fn();
  for (const channel of eventChannels) bridge.subscribe(channel, listener);
  const [channel, forward] = electron.ipcRenderer.on.mock.lastCall as [string, (...args: unknown[]) => void];
  forward({ sender: 'secret' }, 'payload');
  expect(listener).toHaveBeenCalledExactlyOnceWith('payload');
  bridge.subscribe('app:command', listener)();
  const [, second] = electron.ipcRenderer.on.mock.lastCall as [string, unknown];
  expect(electron.ipcRenderer.off).toHaveBeenCalledExactlyOnceWith(channel, second);
});

test('a folder that the user drops is told to main, with the path that Electron knows', async () => {
  await exposed();
  const [name, drop] = pageListeners.mock.lastCall as [string, (event: unknown) => void];
  expect(name).toBe('drop');
  drop({ isTrusted: true, dataTransfer: { files: [{ name: 'homelab' }] } });
  expect(electron.ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(droppedFolderChannel, {
    path: '/clans/homelab',
  });
});
