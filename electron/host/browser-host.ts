/**
 * The services behind loopback HTTP and WebSocket, for a browser in place of Electron. Pages come and go; the document
 * lives in this process, so a reload finds everything as it was.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { invariant } from '../../shared/base/invariant';
import { WindowBundle, securityHeaders } from '../bundle';
import type { Dispatch, Emit } from '../ipc';
import { refusalOf } from './request-guard';
import { HostSession } from './session';
import { serveSocket } from './socket';

export interface BrowserHostOptions {
  readonly dispatch: Dispatch;
  /** The folder with the built window. */
  readonly bundleRoot: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface BrowserHost {
  /** With the one-time token: for the user's eyes only. */
  readonly url: string;
  readonly port: number;
  readonly emit: Emit;
  close(): Promise<void>;
}

const maxMessageBytes = 32 * 1024 * 1024;
const refusal = 'This address is for the browser that opened the link printed in the terminal.\n';

/** Starts listening on 127.0.0.1 and nowhere else. Rejects when the port is taken. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer();
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const session = new HostSession();
  const sockets = new Set<WebSocket>();
  const bundle = new WindowBundle(options.bundleRoot, [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);

  server.on('request', (request, response) => {
    void answerHttp({ request, response, port, session, bundle });
  });
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const isAllowed =
      request.url === '/socket' &&
      refusalOf(request.headers, port, true) === null &&
      session.isAuthenticated(request.headers, port);
    if (!isAllowed) return stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serveSocket(socket, options.dispatch);
    });
    return undefined;
  });

  return {
    url: `http://127.0.0.1:${port}/?token=${session.token}`,
    port,
    emit: (event, payload) => {
      const message = JSON.stringify({ event, payload });
      for (const socket of sockets) socket.send(message);
    },
    close: () => closeServer(server, webSockets, sockets),
  };
}

interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly port: number;
  readonly session: HostSession;
  readonly bundle: WindowBundle;
}

async function answerHttp({ request, response, port, session, bundle }: HttpExchange): Promise<void> {
  if (refusalOf(request.headers, port, false) !== null) return sendText(response, 403, refusal);
  if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'GET only\n');
  const url = URL.parse(request.url ?? '/', `http://127.0.0.1:${port}`);
  // `new URL` would tidy `..` away before the check of the path could see it.
  const rawPath = (request.url ?? '/').split('?')[0] ?? '/';
  const token = url?.searchParams.get('token') ?? null;
  const isKnown = session.isAuthenticated(request.headers, port);
  if (token !== null && (isKnown || session.redeem(token))) {
    response.writeHead(303, {
      ...securityHeaders(),
      Location: '/',
      'Cache-Control': 'no-store',
      ...(!isKnown && { 'Set-Cookie': session.setCookie(port) }),
    });
    response.end();
    return;
  }
  if (!isKnown) return sendText(response, 403, refusal);
  const answer = await bundle.respond(rawPath);
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': answer.body.length });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders(), 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  invariant(server.listening, 'the server listens once its callback has run');
}

async function closeServer(
  server: Server,
  webSockets: WebSocketServer,
  sockets: Set<WebSocket>,
): Promise<void> {
  for (const socket of sockets) socket.close(1001, 'the editor was stopped');
  webSockets.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.terminate();
    server.closeAllConnections();
  }, 500);
  await closed;
  clearTimeout(timer);
}
