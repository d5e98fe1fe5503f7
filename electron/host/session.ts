/**
 * Who may talk to the browser host: whoever opened the printed URL. Its token works once and is exchanged for a cookie
 * that scripts cannot read and other sites cannot send. Cookies do not know ports, so its name carries ours.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export class HostSession {
  readonly token = randomBytes(24).toString('base64url');
  readonly #secret = randomBytes(32).toString('base64url');
  #isTokenSpent = false;

  /** Takes the token of the URL; true the first time that it is the right one. */
  redeem(token: string): boolean {
    if (this.#isTokenSpent || !isSame(token, this.token)) return false;
    this.#isTokenSpent = true;
    return true;
  }

  setCookie(port: number): string {
    return `${cookieName(port)}=${this.#secret}; HttpOnly; SameSite=Strict; Path=/`;
  }

  isAuthenticated(headers: IncomingHttpHeaders, port: number): boolean {
    const prefix = `${cookieName(port)}=`;
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.some(
      (cookie) => cookie.startsWith(prefix) && isSame(cookie.slice(prefix.length), this.#secret),
    );
  }
}

function cookieName(port: number): string {
  return `clan-editor-${port}`;
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
