/** The built window as files to serve: which file answers a request, with what type, and never one outside. */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { securityHeaders } from './content-policy';

export interface BundleResponse {
  readonly status: 200 | 400 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

export class WindowBundle {
  readonly #root: string;
  readonly #sockets: readonly string[];

  constructor(root: string, sockets: readonly string[] = []) {
    this.#root = path.resolve(root);
    this.#sockets = sockets;
  }

  /** Answers a request for the path of a URL, percent-encoding and all. */
  async respond(urlPath: string): Promise<BundleResponse> {
    const relative = decodePath(urlPath);
    if (relative === null) return this.#refuse(400);
    const file = await this.#find(relative === '/' ? '/index.html' : relative);
    if (file === null) return this.#refuse(404);
    const body = await readFile(file);
    return {
      status: 200,
      headers: {
        ...securityHeaders(this.#sockets),
        'Content-Type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
        // File names in assets/ carry a hash of their content.
        'Cache-Control': relative.startsWith('/assets/')
          ? 'private, max-age=31536000, immutable'
          : 'no-store',
      },
      body,
    };
  }

  async #find(relative: string): Promise<string | null> {
    const file = path.join(this.#root, relative);
    try {
      const [real, root] = await Promise.all([realpath(file), realpath(this.#root)]);
      return real.startsWith(root + path.sep) && path.extname(real) !== '' ? real : null;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return null;
      throw error;
    }
  }

  #refuse(status: 400 | 404): BundleResponse {
    return {
      status,
      headers: {
        ...securityHeaders(),
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'no-store',
      },
      body: Buffer.from(status === 404 ? 'Not found\n' : 'Bad request\n'),
    };
  }
}

/** The decoded path, or null when it is malformed or tries to climb. */
export function decodePath(urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  const isPlain = decoded.startsWith('/') && !decoded.includes('\0') && !decoded.includes('\\');
  return isPlain && !decoded.split('/').includes('..') ? decoded : null;
}
