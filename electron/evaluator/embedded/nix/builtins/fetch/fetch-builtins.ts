/** The builtins that fetch. They fetch nothing: see `fetcher.ts` for where they look instead. */
import { NixError } from '../../errors';
import { forceAttrs, forceString, forceStringNoContext, isString, stringText } from '../../eval/coerce';
import { coerceToPath } from '../../eval/coerce-path';
import { parseFlakeRef, type FlakeRef } from '../../flake/flake-ref';
import { parseHashOrNone } from '../../store/hash-text';
import { fixedOutputPath, storePathOf } from '../../store/store-paths';
import type { Store } from '../../store/store';
import { baseNameOf } from '../../value/paths';
import { SymbolicValue, operand } from '../../value/symbolic';
import { AttrSet, PathValue, force, type Slot, type Value } from '../../value/value';
import { argumentOf, type Builtin } from '../builtin';
import { flakeRefOf } from '../flake-refs';
import { localPath, unavailable, type Fetcher } from './fetcher';
import { getFlake, type FlakeHost } from './flake-graph';
import { inStore } from './source-tree';

/** What `fetchurl` and `fetchTarball` are asked for. */
interface Download {
  readonly url: string;
  readonly name: string | undefined;
  readonly sha256: string | undefined;
}

function readDownload(slot: Slot, builtin: string): Download {
  const value = force(slot);
  if (!(value instanceof AttrSet))
    return {
      url: forceStringNoContext(value, `the url we should fetch`),
      name: undefined,
      sha256: undefined,
    };
  const read = new Map<string, string>();
  for (const name of value.names()) {
    if (!['url', 'name', 'sha256'].includes(name))
      throw new NixError('eval', `unsupported argument '${name}' to '${builtin}'`);
    const what = `the \`${name}\` attribute passed to builtins.${builtin}`;
    read.set(name, forceStringNoContext(value.get(name) ?? null, what));
  }
  const url = read.get('url');
  if (url === undefined) throw new NixError('missing-attribute', "'url' argument required");
  return { url, name: read.get('name'), sha256: read.get('sha256') };
}

/** The hash that was given; an empty one is that of nothing that exists. */
function storedAt(
  fetcher: Fetcher,
  { sha256 }: Download,
  name: string,
  method: 'nar' | 'flat',
): string | undefined {
  return sha256 === undefined || sha256 === '' ? undefined : fetcher.storePath(name, sha256, method);
}

function fetchTarball(fetcher: Fetcher, slot: Slot): Value {
  const download = readDownload(slot, 'fetchTarball');
  const { url, name = 'source' } = download;
  const override = fetcher.override(url);
  if (override !== undefined) return force(fetcher.folder(override, name).info.get('outPath') ?? null);
  const stored = storedAt(fetcher, download, name, 'nar');
  if (stored !== undefined) return inStore(stored);
  fetcher.refuseArchive(url);
  throw unavailable(url);
}

function fetchUrl(fetcher: Fetcher, store: Store, slot: Slot): Value {
  const download = readDownload(slot, 'fetchurl');
  const { url, name = baseNameOf(url) } = download;
  const stored = storedAt(fetcher, download, name, 'flat');
  if (stored !== undefined) return inStore(stored);
  const file = fetcher.override(url) ?? localPath(url);
  if (file === undefined) throw unavailable(url);
  const added = store.addFlatFile(file, name);
  const { sha256 } = download;
  if (sha256 !== undefined && added.path !== fixedOutputPath(name, parseHashOrNone(sha256, 'sha256'), 'flat'))
    throw new NixError('eval', `hash mismatch in file downloaded from '${url}': it is not ${sha256}`);
  return inStore(added.path);
}

function fetchTree(fetcher: Fetcher, slot: Slot): Value {
  const value = force(slot);
  if (isString(value)) return fetcher.tree(parseFlakeRef(stringText(value))).info;
  const set = forceAttrs(value, argumentOf('fetchTree', 0));
  const type = set.get('type');
  if (type === undefined)
    throw new NixError('missing-attribute', "argument 'type' is missing in call to 'fetchTree'");
  if (set.has('name') && force(type) !== 'git')
    throw new NixError('eval', "attribute 'name' isn’t supported in call to 'fetchTree'");
  return fetcher.tree(withGitUrl(flakeRefOf(set))).info;
}

/** A repository may be given by its path. */
function withGitUrl(ref: FlakeRef): FlakeRef {
  const url = ref.get('url');
  if (ref.get('type') !== 'git' || typeof url !== 'string' || !url.startsWith('/')) return ref;
  return new Map([...ref, ['url', `file://${url}`]]);
}

function fetchGit(fetcher: Fetcher, slot: Slot): Value {
  const value = force(slot);
  if (!(value instanceof AttrSet)) {
    const url =
      value instanceof PathValue ? value.path : forceStringNoContext(value, argumentOf('fetchGit', 0));
    return gitTree(fetcher, new Map([['url', url]]), undefined);
  }
  const nameSlot = value.get('name');
  const name =
    nameSlot === undefined ? undefined : forceString(nameSlot, 'the `name` attribute passed to fetchGit');
  const given = new Map(value.entries);
  given.delete('name');
  const url = given.get('url');
  if (url !== undefined) {
    const location = force(url);
    given.set('url', location instanceof PathValue ? location.path : location);
  }
  return gitTree(fetcher, flakeRefOf(new AttrSet(given)), name);
}

function gitTree(fetcher: Fetcher, ref: FlakeRef, name: string | undefined): Value {
  const typed = withGitUrl(new Map([...ref, ['type', 'git']]));
  return fetcher.tree(typed, { hasEmptyRev: true, ...(name === undefined ? {} : { name }) }).info;
}

function fetchMercurial(fetcher: Fetcher, slot: Slot): Value {
  const value = force(slot);
  const names = ['url', 'rev', 'name'];
  if (value instanceof AttrSet) {
    const unknown = value.names().find((name) => !names.includes(name));
    if (unknown !== undefined)
      throw new NixError('eval', `unsupported argument '${unknown}' to 'fetchMercurial'`);
    if (!value.has('url')) throw new NixError('missing-attribute', "'url' argument required");
  }
  const url = value instanceof AttrSet ? force(value.get('url') ?? null) : value;
  const text =
    url instanceof PathValue ? url.path : forceStringNoContext(url, argumentOf('fetchMercurial', 0));
  const override = fetcher.override(text);
  if (override === undefined) throw unavailable(text);
  return fetcher.folder(override).info;
}

/** What it would copy from a cache is taken from the store of this machine. */
function fetchClosure(store: Store, slot: Slot): Value {
  const set = forceAttrs(slot, argumentOf('fetchClosure', 0));
  const known = ['fromPath', 'toPath', 'fromStore', 'inputAddressed'];
  const unknown = set.names().find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new NixError('eval', `attribute '${unknown}' isn't supported in call to 'fetchClosure'`);
  const fromPath = set.get('fromPath');
  if (fromPath === undefined)
    throw new NixError('missing-attribute', "attribute 'fromPath' is missing in call to 'fetchClosure'");
  if (!set.has('fromStore'))
    throw new NixError('missing-attribute', "attribute 'fromStore' is missing in call to 'fetchClosure'");
  const toPath = set.get('toPath');
  const path = coerceToPath(toPath === undefined || force(toPath) === '' ? fromPath : toPath);
  if (storePathOf(path) !== path) throw new NixError('eval', `path '${path}' is not in the Nix store`);
  if (!store.has(path)) throw unavailable(path);
  return inStore(path);
}

/** The builtins that fetch. */
export function fetchBuiltins(host: FlakeHost, store: Store): readonly Builtin[] {
  const builtins = plainBuiltins(host, store);
  return host.fetcher.isInPlace ? builtins.map(symbolicUnlessThere) : builtins;
}

/** The builtin as configurations of machines use it: what is not on this machine is known to system Nix only. */
function symbolicUnlessThere(builtin: Builtin): Builtin {
  const run = (args: Slot): Value => {
    try {
      return builtin.run(args);
    } catch (error) {
      if (!(error instanceof NixError) || error.kind !== 'unsupported') throw error;
      return new SymbolicValue(`builtins.${builtin.name} ${operand(args)}`);
    }
  };
  return { ...builtin, run };
}

function plainBuiltins(host: FlakeHost, store: Store): readonly Builtin[] {
  const { fetcher } = host;
  return [
    {
      name: 'getFlake',
      args: ['args'],
      doc: 'A flake that is on this machine, with its inputs and outputs.',
      run: (ref) => getFlake(host, forceStringNoContext(ref, argumentOf('getFlake', 0))),
    },
    {
      name: 'fetchurl',
      args: ['args'],
      doc: 'The store path of a downloaded file that is on this machine already.',
      run: (args) => fetchUrl(fetcher, store, args),
    },
    {
      name: 'fetchTarball',
      args: ['args'],
      doc: 'The store path of a downloaded and unpacked archive that is on this machine already.',
      run: (args) => fetchTarball(fetcher, args),
    },
    {
      name: 'fetchGit',
      args: ['args'],
      doc: 'A Git repository that is on this machine: its working tree as far as Git tracks it.',
      run: (args) => fetchGit(fetcher, args),
    },
    {
      name: 'fetchMercurial',
      args: ['args'],
      doc: 'A Mercurial repository that the user put a folder in the place of.',
      run: (args) => fetchMercurial(fetcher, args),
    },
    {
      name: 'fetchTree',
      args: ['input'],
      doc: 'A source tree that is on this machine: a folder, or what its hash names in the store.',
      run: (input) => fetchTree(fetcher, input),
    },
    {
      name: 'fetchClosure',
      args: ['args'],
      doc: 'A store path that is on this machine already.',
      run: (args) => fetchClosure(store, args),
    },
  ];
}
