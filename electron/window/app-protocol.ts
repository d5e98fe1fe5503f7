/** `app://clan-editor/…`: the window's own origin, answered from the bundle and from nowhere else. */
import type { CustomScheme, Protocol } from 'electron';
import type { WindowBundle } from '../bundle';

const scheme = 'app';
const host = 'clan-editor';

/** The page that the window loads. */
export const appUrl = `${scheme}://${host}/`;

/** To be registered before the app is ready: a standard, secure origin with no rights beyond that. */
export const appScheme: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Whether a URL belongs to the window. Parsed, because a prefix would also match `app://clan-editor.evil/`. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${scheme}:` && parsed.host === host;
}

/** Answers the window's requests for its own files. */
export function serveBundle(protocol: Pick<Protocol, 'handle'>, bundle: Pick<WindowBundle, 'respond'>): void {
  protocol.handle(scheme, async (request) => {
    const url = URL.parse(request.url);
    if (url === null || !isAppUrl(request.url)) return new Response('Not found', { status: 404 });
    if (request.method !== 'GET') return new Response('GET only', { status: 405 });
    const answer = await bundle.respond(url.pathname);
    return new Response(new Uint8Array(answer.body), {
      status: answer.status,
      headers: { ...answer.headers },
    });
  });
}
