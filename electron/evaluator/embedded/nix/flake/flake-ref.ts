/**
 * Flake references: where a flake comes from, as text (`github:owner/repo?dir=sub`) and as attributes. Nothing is
 * looked up: `nixpkgs` stays an indirect reference, whatever a registry would say.
 */
import { NixError } from '../errors';
import { schemes, type Scheme } from './schemes';
import { parseQuery, parseUrl, percentDecode, showUrl, type ParsedUrl } from './url';

/** A value in the attributes of a reference. */
export type FlakeRefValue = string | bigint | boolean;

/** The attributes of a reference, `type` among them, and `dir` where the flake is in a subfolder. */
export type FlakeRef = ReadonlyMap<string, FlakeRefValue>;

/** How to read references. */
export interface FlakeRefOptions {
  /** Takes relative paths (`./x`, `../x`) as they are, as inputs of a flake may be; otherwise they fail. */
  readonly allowsRelative?: boolean;
}

/** Reads a reference. Throws NixError for a text that is none, and for schemes and parameters that do not exist. */
export function parseFlakeRef(text: string, options: FlakeRefOptions = {}): FlakeRef {
  const { url, fragment } = fromText(text, options);
  if (fragment !== '')
    throw new NixError('eval', `unexpected fragment '${fragment}' in flake reference '${text}'`);
  return url;
}

interface Parsed {
  readonly url: FlakeRef;
  readonly fragment: string;
}

function fromText(text: string, options: FlakeRefOptions): Parsed {
  const id = /^([a-zA-Z][a-zA-Z0-9_-]*(?:\/[a-zA-Z0-9@][a-zA-Z0-9_./@+-]*)?)(?:#(.*))?$/.exec(text);
  if (id !== null) {
    const url = urlOf('flake', id[1] ?? '', new Map());
    const found = fromUrl(url);
    if (found === undefined) throw new NixError('eval', `'${text}' is not a valid flake reference`);
    return { url: found, fragment: percentDecode(id[2] ?? '') };
  }
  const url = parseUrl(text);
  const found = url === undefined ? undefined : fromUrl(url);
  return url === undefined || found === undefined
    ? fromPath(text, options)
    : { url: found, fragment: url.fragment };
}

function urlOf(scheme: string, path: string, query: ReadonlyMap<string, string>): ParsedUrl {
  return { scheme, authority: undefined, path, query, fragment: '' };
}

/** What is no URL is a path, with query and fragment. */
function fromPath(text: string, { allowsRelative = false }: FlakeRefOptions): Parsed {
  const [, path = '', query = '', fragment = ''] = /^([^#?]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(text) ?? [];
  if (!path.startsWith('/') && !(allowsRelative && /^\.{0,2}(\/|$)/.test(path)))
    throw new NixError('eval', `flake reference '${text}' is not an absolute path`);
  const found = fromUrl(urlOf('path', path, parseQuery(query)));
  if (found === undefined) throw new NixError('eval', `'${text}' is not a valid flake reference`);
  return { url: found, fragment: percentDecode(fragment) };
}

/** The reference of a URL; undefined when it is malformed. Throws NixError when no scheme takes it. */
function fromUrl(url: ParsedUrl): FlakeRef | undefined {
  const query = new Map(url.query);
  const dir = query.get('dir') ?? '';
  query.delete('dir');
  const plain = { ...url, query, fragment: '' };
  for (const scheme of schemes) {
    const found = scheme.fromUrl(plain);
    if (found === 'other') continue;
    if (found === 'malformed') return undefined;
    return withDir(checked(scheme, found), dir);
  }
  throw new NixError('eval', `input '${showUrl(plain)}' is unsupported`);
}

function withDir(ref: FlakeRef, dir: string): FlakeRef {
  return dir === '' ? ref : new Map([...ref, ['dir', dir]]);
}

function checked(scheme: Scheme, attributes: FlakeRef): FlakeRef {
  const all = new Map<string, FlakeRefValue>([...attributes, ['type', scheme.type]]);
  for (const name of ['ref', 'type']) {
    const value = all.get(name);
    if (value !== undefined && typeof value !== 'string')
      throw new NixError('eval', `input attribute '${name}' is not a string`);
  }
  for (const name of ['revCount', 'lastModified']) {
    const value = all.get(name);
    if (value !== undefined && typeof value !== 'bigint')
      throw new NixError('eval', `input attribute '${name}' is not an integer`);
  }
  return all;
}

/** The text of a reference given by attributes. Throws NixError for attributes that make no reference. */
export function showFlakeRef(ref: FlakeRef): string {
  const { scheme, attributes, dir } = readAttributes(ref);
  const url = scheme.toUrl(attributes);
  return showUrl(dir === '' ? url : { ...url, query: new Map([...url.query, ['dir', dir]]) });
}

/** Checks attributes as those of a reference. Throws NixError. */
export function checkFlakeRef(ref: FlakeRef): FlakeRef {
  const { attributes, dir } = readAttributes(ref);
  return withDir(attributes, dir);
}

function readAttributes(ref: FlakeRef): { scheme: Scheme; attributes: FlakeRef; dir: string } {
  const attributes = new Map(ref);
  const dir = attributes.get('dir') ?? '';
  if (typeof dir !== 'string') throw new NixError('eval', "input attribute 'dir' is not a string");
  attributes.delete('dir');
  const type = attributes.get('type');
  if (type === undefined) {
    throw new NixError('eval', "'type' attribute to specify input scheme is required but not provided");
  }
  const scheme = schemes.find((found) => found.type === type);
  if (scheme === undefined)
    throw new NixError('eval', `cannot show unsupported input of type '${String(type)}'`);
  for (const name of attributes.keys()) {
    if (name === 'type' || name === '__final' || scheme.attributes.includes(name)) continue;
    throw new NixError('eval', `input attribute '${name}' not supported by scheme '${scheme.type}'`);
  }
  scheme.check(attributes);
  return { scheme, attributes: checked(scheme, attributes), dir };
}
