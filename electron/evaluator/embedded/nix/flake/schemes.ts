/** The kinds of flake references: how each is written as a URL, and which attributes it has. */
import { NixError } from '../errors';
import { parseHash, toBase16 } from '../store/hash-text';
import type { FlakeRef, FlakeRefValue } from './flake-ref';
import { applicationOf, parseUrl, showUrl, transportOf, type ParsedUrl } from './url';

/** One kind of reference. */
export interface Scheme {
  readonly type: string;
  /** The attributes that it may have. */
  readonly attributes: readonly string[];
  /** The attributes of a URL of this kind; says so when the URL is of another kind, or malformed. Throws NixError. */
  readonly fromUrl: (url: ParsedUrl) => FlakeRef | 'other' | 'malformed';
  /** Throws NixError when attributes of this kind do not fit. */
  readonly check: (attributes: FlakeRef) => void;
  readonly toUrl: (attributes: FlakeRef) => ParsedUrl;
}

type Attributes = Map<string, FlakeRefValue>;

const revPattern = /^[0-9a-fA-F]{40}$/;
const refPattern = /^[a-zA-Z0-9@][a-zA-Z0-9_./@+-]*$/;
const hostPattern = /^[a-zA-Z0-9.-]*$/;
const idPattern = /^[a-zA-Z][a-zA-Z0-9_-]*$/;
const badGitRef =
  // eslint-disable-next-line no-control-regex -- control characters are what Git forbids
  /\/\/|^[./]|\/\.|\.\.|[\x00-\x20\x7f:?^~[\\*]|\.lock$|\.lock\/|@\{|[/.]$|^@$|^$/;

function text(attributes: FlakeRef, name: string): string | undefined {
  const value = attributes.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw new NixError('eval', `input attribute '${name}' is not a string`);
}

function requiredText(attributes: FlakeRef, name: string): string {
  const value = text(attributes, name);
  if (value === undefined) throw new NixError('eval', `input attribute '${name}' is missing`);
  return value;
}

function flag(attributes: FlakeRef, name: string): boolean {
  const value = attributes.get(name);
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw new NixError('eval', `input attribute '${name}' is not a Boolean`);
}

/** A commit as Git writes it. Throws NixError for what is none. */
function gitRev(rev: string): string {
  return toBase16(parseHash(rev, 'sha1').bytes);
}

function segments(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function integer(value: string): bigint | undefined {
  return /^[0-9]+$/.test(value) ? BigInt(value) : undefined;
}

function urlOfPath(scheme: string, path: string, query: [string, string | undefined][]): ParsedUrl {
  const known = query.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { scheme, authority: undefined, path, query: new Map(known), fragment: '' };
}

/** `narHash` as a URL has it. Throws NixError for a hash that is not SHA-256. */
function narHashText(attributes: FlakeRef): string | undefined {
  const value = text(attributes, 'narHash');
  if (value === undefined) return undefined;
  const { algorithm } = parseHash(value, undefined);
  if (algorithm !== 'sha256') throw new NixError('eval', 'narHash must use SHA-256');
  return value;
}

/** `github:`, `gitlab:`, `sourcehut:`: a repository at a host that gives archives. */
function archiveScheme(type: string): Scheme {
  return {
    type,
    attributes: ['owner', 'repo', 'ref', 'rev', 'narHash', 'lastModified', 'host', 'treeHash'],
    fromUrl: (url) => (url.scheme === type ? archiveFromUrl(url) : 'other'),
    check: (attributes) => {
      requiredText(attributes, 'owner');
      requiredText(attributes, 'repo');
    },
    toUrl: (attributes) => {
      const rev = text(attributes, 'rev');
      const ref = text(attributes, 'ref');
      if (rev !== undefined && ref !== undefined)
        throw new NixError('eval', `a '${type}' reference has either a commit hash or a branch/tag name`);
      const parts = [requiredText(attributes, 'owner'), requiredText(attributes, 'repo'), ref];
      const path = [...parts, rev === undefined ? undefined : gitRev(rev)].filter(
        (part) => part !== undefined,
      );
      return urlOfPath(type, path.join('/'), [['narHash', narHashText(attributes)]]);
    },
  };
}

function archiveFromUrl({ path, query }: ParsedUrl): FlakeRef | 'malformed' {
  const [owner, repo, ...rest] = segments(path);
  if (owner === undefined || repo === undefined) return 'malformed';
  const attributes: Attributes = new Map([
    ['owner', owner],
    ['repo', repo],
  ]);
  const last = rest.join('/');
  if (rest.length === 1 && revPattern.test(last)) attributes.set('rev', last);
  else if (rest.length > 0) attributes.set('ref', last);
  for (const name of ['rev', 'ref', 'host']) {
    const value = query.get(name);
    if (value === undefined) continue;
    if (attributes.has(name)) return 'malformed';
    attributes.set(name, value);
  }
  const rev = text(attributes, 'rev');
  if (rev !== undefined) attributes.set('rev', gitRev(rev));
  if (!refPattern.test(text(attributes, 'ref') ?? 'x') || !hostPattern.test(text(attributes, 'host') ?? ''))
    return 'malformed';
  if (rev !== undefined && attributes.has('ref')) return 'malformed';
  const narHash = query.get('narHash');
  if (narHash !== undefined) attributes.set('narHash', narHash);
  return attributes;
}

const gitFlags = ['shallow', 'submodules', 'exportIgnore', 'allRefs', 'verifyCommit'];
const gitTexts = ['rev', 'ref', 'keytype', 'publicKey', 'publicKeys'];

const git: Scheme = {
  type: 'git',
  attributes: [
    ...gitFlags,
    ...gitTexts,
    ...['url', 'lastModified', 'revCount', 'narHash', 'name', 'dirtyRev', 'dirtyShortRev'],
  ],
  fromUrl: (url) => {
    if (!['git', 'git+http', 'git+https', 'git+ssh', 'git+file'].includes(url.scheme)) return 'other';
    const attributes: Attributes = new Map();
    const query = new Map<string, string>();
    for (const [name, value] of url.query) {
      if (gitTexts.includes(name)) attributes.set(name, value);
      else if (gitFlags.includes(name)) attributes.set(name, value === '1');
      else query.set(name, value);
    }
    if (badGitRef.test(text(attributes, 'ref') ?? 'x')) return 'malformed';
    return attributes.set('url', showUrl({ ...url, scheme: transportOf(url.scheme), query }));
  },
  check: (attributes) => {
    requiredText(attributes, 'url');
    const ref = text(attributes, 'ref');
    if (ref !== undefined && badGitRef.test(ref))
      throw new NixError('eval', `invalid Git branch/tag name '${ref}'`);
    gitFlags.forEach((name) => flag(attributes, name));
  },
  toUrl: (attributes) => {
    const url = gitUrl(requiredText(attributes, 'url'));
    const query = new Map(url.query);
    const rev = text(attributes, 'rev');
    if (rev !== undefined) query.set('rev', gitRev(rev));
    const ref = text(attributes, 'ref');
    if (ref !== undefined) query.set('ref', ref);
    for (const name of ['shallow', 'submodules', 'exportIgnore', 'verifyCommit'])
      if (flag(attributes, name)) query.set(name, '1');
    for (const [name, value] of publicKeys(attributes)) query.set(name, value);
    return { ...url, scheme: url.scheme === 'git' ? 'git' : `git+${url.scheme}`, query };
  },
};

/** Keys that commits are signed with: one as two parameters, several as JSON. */
function publicKeys(attributes: FlakeRef): readonly (readonly [string, string])[] {
  const listed = text(attributes, 'publicKeys');
  const keys = listed === undefined ? [] : parseKeys(listed);
  const own = text(attributes, 'publicKey');
  if (own !== undefined) keys.push({ type: text(attributes, 'keytype') ?? 'ssh-ed25519', key: own });
  const [first, ...more] = keys;
  if (first === undefined) return [];
  if (more.length > 0) {
    const sorted = keys.map(({ type, key }) => ({ key, type }));
    return [['publicKeys', JSON.stringify(sorted)]];
  }
  return [
    ['keytype', first.type],
    ['publicKey', first.key],
  ];
}

interface PublicKey {
  readonly type: string;
  readonly key: string;
}

function parseKeys(json: string): PublicKey[] {
  try {
    const keys: unknown = JSON.parse(json);
    if (Array.isArray(keys) && keys.every(isKey)) return [...keys];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new NixError('eval', `input attribute 'publicKeys' is not a list of keys in JSON: ${json}`);
}

function isKey(value: unknown): value is PublicKey {
  if (typeof value !== 'object' || value === null || !('type' in value) || !('key' in value)) return false;
  return typeof value.type === 'string' && typeof value.key === 'string';
}

/** Git's own ways to name a repository: `user@host:path`, and a path. */
function gitUrl(given: string): ParsedUrl {
  const scp = given.startsWith('/') ? null : /^([^/]*)@(.*):(.*)$/.exec(given);
  const url = scp === null ? given : `ssh://${scp[1] ?? ''}@${scp[2] ?? ''}/${scp[3] ?? ''}`;
  const isPath = !url.startsWith('file:') && !url.includes('://');
  return wellFormed(
    isPath ? showUrl({ scheme: 'file', authority: '', path: url, query: new Map(), fragment: '' }) : url,
  );
}

function wellFormed(url: string): ParsedUrl {
  const parsed = parseUrl(url);
  if (parsed === undefined) throw new NixError('eval', `'${url}' is not a valid URL`);
  return parsed;
}

const mercurial: Scheme = {
  type: 'hg',
  attributes: ['url', 'ref', 'rev', 'revCount', 'narHash', 'name'],
  fromUrl: (url) => {
    if (!['hg+http', 'hg+https', 'hg+ssh', 'hg+file'].includes(url.scheme)) return 'other';
    const attributes: Attributes = new Map();
    const query = new Map<string, string>();
    for (const [name, value] of url.query) {
      if (name === 'rev' || name === 'ref') attributes.set(name, value);
      else query.set(name, value);
    }
    return attributes.set('url', showUrl({ ...url, scheme: transportOf(url.scheme), query }));
  },
  check: (attributes) => {
    wellFormed(requiredText(attributes, 'url'));
    const ref = text(attributes, 'ref');
    if (ref !== undefined && !refPattern.test(ref))
      throw new NixError('eval', `invalid Mercurial branch/tag name '${ref}'`);
  },
  toUrl: (attributes) => {
    const url = wellFormed(requiredText(attributes, 'url'));
    const query = new Map(url.query);
    const rev = text(attributes, 'rev');
    if (rev !== undefined) query.set('rev', gitRev(rev));
    const ref = text(attributes, 'ref');
    if (ref !== undefined) query.set('ref', ref);
    return { ...url, scheme: `hg+${url.scheme}`, query };
  },
};

const indirect: Scheme = {
  type: 'indirect',
  attributes: ['id', 'ref', 'rev', 'narHash'],
  fromUrl: ({ scheme, path }) => {
    if (scheme !== 'flake') return 'other';
    const [id = '', first, second, ...more] = segments(path);
    if (!idPattern.test(id) || more.length > 0) return 'malformed';
    const attributes: Attributes = new Map([['id', id]]);
    if (first === undefined) return attributes;
    if (second === undefined && revPattern.test(first)) return attributes.set('rev', gitRev(first));
    if (!refPattern.test(first)) return 'malformed';
    attributes.set('ref', first);
    if (second === undefined) return attributes;
    return revPattern.test(second) ? attributes.set('rev', gitRev(second)) : 'malformed';
  },
  check: (attributes) => {
    const id = requiredText(attributes, 'id');
    if (!idPattern.test(id)) throw new NixError('eval', `'${id}' is not a valid flake ID`);
  },
  toUrl: (attributes) => {
    const rev = text(attributes, 'rev');
    const parts = [requiredText(attributes, 'id'), text(attributes, 'ref')];
    const path = [...parts, rev === undefined ? undefined : gitRev(rev)].filter((part) => part !== undefined);
    return urlOfPath('flake', path.join('/'), []);
  },
};

const path: Scheme = {
  type: 'path',
  attributes: ['path', 'rev', 'revCount', 'lastModified', 'narHash'],
  fromUrl: (url) => {
    if (url.scheme !== 'path') return 'other';
    if (url.authority !== undefined && url.authority !== '') {
      const shown = showUrl(url);
      throw new NixError('eval', `path URL '${shown}' should not have an authority ('${url.authority}')`);
    }
    const attributes: Attributes = new Map([['path', url.path]]);
    for (const [name, value] of url.query) {
      const isNumber = name === 'revCount' || name === 'lastModified';
      const number = isNumber ? integer(value) : undefined;
      if (name === 'rev' || name === 'narHash') attributes.set(name, value);
      else if (number !== undefined) attributes.set(name, number);
      else {
        const problem = isNumber ? 'invalid' : 'unsupported';
        throw new NixError('eval', `path URL '${showUrl(url)}' has ${problem} parameter '${name}'`);
      }
    }
    return attributes;
  },
  check: (attributes) => void requiredText(attributes, 'path'),
  toUrl: (attributes) =>
    urlOfPath(
      'path',
      requiredText(attributes, 'path'),
      ['rev', 'revCount', 'lastModified', 'narHash'].map((name) => [name, attributes.get(name)?.toString()]),
    ),
};

const downloadNames = ['url', 'narHash', 'name', 'unpack', 'rev', 'revCount', 'lastModified'];

/** `tarball` and `file`: what a URL downloads, unpacked or not. A flake needs a tree, so `file` wants to be named. */
function downloadScheme(type: 'tarball' | 'file'): Scheme {
  return {
    type,
    attributes: downloadNames,
    fromUrl: (url) => {
      const application = applicationOf(url.scheme);
      const isOwn = application === undefined ? type === 'tarball' : application === type;
      if (!isOwn || !['file', 'http', 'https'].includes(transportOf(url.scheme))) return 'other';
      const attributes: Attributes = new Map();
      for (const name of ['narHash', 'rev', 'revCount', 'lastModified']) {
        const given = url.query.get(name);
        const value = given === undefined || name === 'narHash' || name === 'rev' ? given : integer(given);
        if (value !== undefined) attributes.set(name, value);
      }
      const query = new Map([...url.query].filter(([name]) => ![...downloadNames, 'type'].includes(name)));
      return attributes.set('url', showUrl({ ...url, scheme: transportOf(url.scheme), query }));
    },
    check: (attributes) => void requiredText(attributes, 'url'),
    toUrl: (attributes) => {
      const url = wellFormed(requiredText(attributes, 'url'));
      const narHash = narHashText(attributes);
      return narHash === undefined ? url : { ...url, query: new Map([...url.query, ['narHash', narHash]]) };
    },
  };
}

/** All kinds, in the order in which a URL is offered to them. */
export const schemes: readonly Scheme[] = [
  downloadScheme('file'),
  git,
  archiveScheme('github'),
  archiveScheme('gitlab'),
  mercurial,
  indirect,
  path,
  archiveScheme('sourcehut'),
  downloadScheme('tarball'),
];
