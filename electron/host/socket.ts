/** One page's WebSocket: requests in, envelopes out. */
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { Dispatch } from '../ipc';

const requestSchema = z.strictObject({
  id: z.number().int().nonnegative(),
  channel: z.string().max(100),
  payload: z.unknown(),
});

/** Answers requests until the socket closes. A message that is no request ends the connection: no page of ours sends one. */
export function serveSocket(socket: WebSocket, dispatch: Dispatch): void {
  socket.on('message', (data, isBinary) => {
    const request = isBinary ? null : parseRequest(data);
    if (request === null) return socket.close(1002, 'not a request');
    void dispatch(request.channel, request.payload).then((envelope) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ id: request.id, envelope }));
    });
    return undefined;
  });
  // Without a listener a broken connection would end the process; `close` follows and does the rest.
  socket.on('error', () => socket.terminate());
}

/** ws hands over one Buffer unless it is told otherwise; the other forms are part of its type only. */
function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}

function parseRequest(data: RawData): z.infer<typeof requestSchema> | null {
  try {
    const parsed = requestSchema.safeParse(JSON.parse(textOf(data)));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
