/** Which requests the browser host listens to at all: those that were really meant for it. */
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is refused, or null. The Host check stops DNS rebinding (a page whose name suddenly resolves to
 * 127.0.0.1), the Origin check every other page that knows the port.
 */
export function refusalOf(headers: IncomingHttpHeaders, port: number, needsOrigin: boolean): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const host = headers.host;
  if (host === undefined || !hosts.includes(host)) return 'unknown host';
  if (headers.origin === undefined) return needsOrigin ? 'missing origin' : null;
  return headers.origin === `http://${host}` ? null : 'foreign origin';
}
