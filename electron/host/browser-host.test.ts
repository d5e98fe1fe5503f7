import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startBrowserHost } from './browser-host';
import type { BrowserHost } from './browser-host';

const bundleRoot = mkdtempSync(path.join(tmpdir(), 'host-'));
writeFileSync(path.join(bundleRoot, 'index.html'), '<title>window</title>');
afterAll(() => rmSync(bundleRoot, { recursive: true, force: true }));

const dispatch = vi.fn((channel: string, payload: unknown) =>
  Promise.resolve({ ok: true as const, value: { channel, payload } }),
);
let host: BrowserHost;

beforeEach(async () => {
  host = await startBrowserHost({ dispatch, bundleRoot, port: 0 });
});
afterEach(async () => {
  await host.close();
  vi.clearAllMocks();
});

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function get(urlPath: string, headers: Record<string, string> = {}, method = 'GET'): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: host.port, path: urlPath, method, headers, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

const tokenPath = (): string => host.url.replace(/^http:\/\/[^/]+/, '');

async function logIn(): Promise<string> {
  const answer = await get(tokenPath());
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  return cookie.split(';')[0] ?? '';
}

function connect(headers: Record<string, string>): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, { headers });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

const nextMessage = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) =>
    socket.once('message', (data) => resolve(JSON.parse((data as Buffer).toString()))),
  );

test('the token is exchanged for a cookie once', async () => {
  const first = await get(tokenPath());
  expect(first.status).toBe(303);
  expect(first.headers['location']).toBe('/');
  expect(first.headers['set-cookie']?.[0]).toMatch(
    /^clan-editor-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
  );
  expect((await get(tokenPath())).status).toBe(403);
});

test('the browser that has the cookie may use the link again', async () => {
  const cookie = await logIn();
  expect((await get(tokenPath(), { cookie })).status).toBe(303);
});

test('nothing is served without the cookie', async () => {
  expect((await get('/')).status).toBe(403);
  expect((await get('/', { cookie: `clan-editor-${host.port}=${'x'.repeat(43)}` })).status).toBe(403);
  expect((await get('/?token=wrong')).status).toBe(403);
});

test('the page is served with the cookie', async () => {
  const answer = await get('/', { cookie: await logIn() });
  expect(answer).toMatchObject({ status: 200, text: '<title>window</title>' });
  expect(answer.headers['content-security-policy']).toContain(`ws://127.0.0.1:${host.port}`);
});

test.each([
  ['another name (DNS rebinding)', { host: 'evil.example' }],
  ['another port', { host: '127.0.0.1:1' }],
  ['a foreign origin', { origin: 'https://evil.example' }],
])('a request with %s is refused', async (_what, headers) => {
  const cookie = await logIn();
  expect((await get('/', { cookie, ...headers })).status).toBe(403);
});

test('only reading is allowed', async () => {
  expect((await get('/', { cookie: await logIn() }, 'POST')).status).toBe(405);
});

test('climbing out of the bundle is refused', async () => {
  const cookie = await logIn();
  expect((await get('/../../etc/passwd', { cookie })).status).toBe(400);
  expect((await get('/%2e%2e/%2e%2e/etc/passwd', { cookie })).status).toBe(400);
});

test('requests and events travel over the socket', async () => {
  const socket = await connect({ cookie: await logIn(), origin: `http://127.0.0.1:${host.port}` });
  socket.send(JSON.stringify({ id: 3, channel: 'workspace:undo', payload: {} }));
  expect(await nextMessage(socket)).toEqual({
    id: 3,
    envelope: { ok: true, value: { channel: 'workspace:undo', payload: {} } },
  });
  const event = nextMessage(socket);
  host.emit('app:command', { command: 'undo' });
  expect(await event).toEqual({ event: 'app:command', payload: { command: 'undo' } });
});

test.each([
  ['no cookie', () => ({ origin: `http://127.0.0.1:${host.port}` })],
  ['no origin', async () => ({ cookie: await logIn() })],
  ['a foreign origin', async () => ({ cookie: await logIn(), origin: 'https://evil.example' })],
])('a socket with %s is refused', async (_what, headers) => {
  await expect(connect(await headers())).rejects.toThrow('403');
});

test.each(['not json', '{"channel":"workspace:undo"}', '[]', '{"id":1,"channel":2}'])(
  'a socket that sends %j is closed',
  async (text) => {
    const socket = await connect({ cookie: await logIn(), origin: `http://127.0.0.1:${host.port}` });
    socket.send(text);
    const code = await new Promise((resolve) => socket.once('close', resolve));
    expect(code).toBe(1002);
    expect(dispatch).not.toHaveBeenCalled();
  },
);

test('a taken port is an error, not a crash', async () => {
  await expect(startBrowserHost({ dispatch, bundleRoot, port: host.port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('closing ends open sockets', async () => {
  const socket = await connect({ cookie: await logIn(), origin: `http://127.0.0.1:${host.port}` });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await host.close();
  expect(await closed).toBe(1001);
  host = await startBrowserHost({ dispatch, bundleRoot, port: 0 });
});
