/**
 * Reading below store paths that this evaluation computed: nothing is written to the store, so `"${./folder}/file"`
 * is read from the folder itself, leaving out what a filter left out, and `builtins.toFile` gives its text. All else
 * goes to the host's I/O as it is.
 */
import type { FileStamp, FileType, NixIo } from '../io';
import { encodeUtf8 } from '../value/string-bytes';
import { storeDir, storePathOf } from './store-paths';

/** What stands at a store path. */
export type Mount =
  | { readonly kind: 'source'; readonly root: string; readonly rejected: ReadonlySet<string> }
  | { readonly kind: 'text'; readonly text: string };

/** Where a path leads: to a path of the host, to a text, or nowhere. */
type Place =
  | { readonly kind: 'host'; readonly path: string; readonly mount?: Mounted }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' };

interface Mounted {
  readonly storePath: string;
  readonly source: Extract<Mount, { kind: 'source' }>;
}

const nowhere: Place = { kind: 'none' };

/** The host's I/O with computed store paths on top. */
export class StoreIo implements NixIo {
  readonly #mounts = new Map<string, Mount>();

  constructor(private readonly host: NixIo) {}

  /** Makes a store path readable; what was there stays when it is the same path again. */
  mount(storePath: string, mount: Mount): void {
    this.#mounts.set(storePath, mount);
  }

  isMounted(storePath: string): boolean {
    return this.#mounts.has(storePath);
  }

  readFile(path: string): string | undefined {
    const place = this.#placeOf(path);
    if (place.kind === 'text') return place.text;
    return place.kind === 'host' ? this.host.readFile(place.path) : undefined;
  }

  readDir(path: string): ReadonlyMap<string, FileType> | undefined {
    const place = this.#placeOf(path);
    if (place.kind !== 'host') return undefined;
    const entries = this.host.readDir(place.path);
    const rejected = place.mount?.source.rejected;
    if (entries === undefined || rejected === undefined || rejected.size === 0) return entries;
    return new Map([...entries].filter(([name]) => !rejected.has(joined(place.path, name))));
  }

  fileType(path: string): FileType | undefined {
    const place = this.#placeOf(path);
    if (place.kind === 'text') return 'regular';
    return place.kind === 'host' ? this.host.fileType(place.path) : undefined;
  }

  realPath(path: string): string | undefined {
    const place = this.#placeOf(path);
    if (place.kind === 'text') return path;
    if (place.kind === 'none') return undefined;
    const real = this.host.realPath(place.path);
    if (place.mount === undefined || real === undefined) return real;
    const { storePath, source } = place.mount;
    const top = this.#placeOf(source.root);
    const root = top.kind === 'host' ? this.host.realPath(top.path) : undefined;
    if (root === undefined) return real;
    return real === root || real.startsWith(`${root}/`) ? `${storePath}${real.slice(root.length)}` : real;
  }

  readBytes(path: string): Uint8Array | undefined {
    const place = this.#placeOf(path);
    if (place.kind === 'none') return undefined;
    if (place.kind === 'text') return encodeUtf8(place.text);
    const bytes = this.host.readBytes?.(place.path);
    if (bytes !== undefined) return bytes;
    const text = this.host.readFile(place.path);
    return text === undefined ? undefined : encodeUtf8(text);
  }

  readLink(path: string): string | undefined {
    const place = this.#placeOf(path);
    return place.kind === 'host' ? this.host.readLink?.(place.path) : undefined;
  }

  isExecutable(path: string): boolean {
    const place = this.#placeOf(path);
    return place.kind === 'host' && this.host.isExecutable?.(place.path) === true;
  }

  modifiedTime(path: string): number | undefined {
    const place = this.#placeOf(path);
    return place.kind === 'host' ? this.host.modifiedTime?.(place.path) : undefined;
  }

  readSlice(path: string, start: number, length: number): Uint8Array | undefined {
    const place = this.#placeOf(path);
    if (place.kind === 'host' && this.host.readSlice !== undefined)
      return this.host.readSlice(place.path, start, length);
    return this.readBytes(path)?.subarray(start, start + length);
  }

  fileStamp(path: string): FileStamp | undefined {
    const place = this.#placeOf(path);
    return place.kind === 'host' ? this.host.fileStamp?.(place.path) : undefined;
  }

  decompress(bytes: Uint8Array): Uint8Array | undefined {
    return this.host.decompress?.(bytes);
  }

  openStorePath(path: string): boolean {
    return this.host.openStorePath?.(path) === true;
  }

  getEnv(name: string): string {
    return this.host.getEnv(name);
  }

  get currentTime(): number {
    return this.host.currentTime;
  }

  get currentSystem(): string {
    return this.host.currentSystem;
  }

  trace(message: string): void {
    this.host.trace(message);
  }

  #placeOf(path: string): Place {
    if (!path.startsWith(`${storeDir}/`)) return { kind: 'host', path };
    const storePath = storePathOf(path);
    const mount = storePath === undefined ? undefined : this.#mounts.get(storePath);
    if (storePath === undefined || mount === undefined) return { kind: 'host', path };
    const rest = path.slice(storePath.length);
    if (mount.kind === 'text') return rest === '' ? mount : nowhere;
    if (isRejected(mount, rest)) return nowhere;
    // A root may lie below another computed store path.
    const target = this.#placeOf(`${mount.root}${rest}`);
    return target.kind === 'host' ? { ...target, mount: { storePath, source: mount } } : target;
  }
}

/** Whether a path or a folder it lies in was left out. */
function isRejected({ root, rejected }: Extract<Mount, { kind: 'source' }>, rest: string): boolean {
  if (rejected.size === 0) return false;
  for (let end = rest.indexOf('/', 1); end >= 0; end = rest.indexOf('/', end + 1)) {
    if (rejected.has(`${root}${rest.slice(0, end)}`)) return true;
  }
  return rejected.has(`${root}${rest}`);
}

function joined(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
