/** Joins the parts of `lib` into one set, nested and flat as in nixpkgs. */
import { AttrSet, NixError, force, forceAttrs, lazy } from '../nix';
import type { Slot } from '../nix';
import { absentTable, withPlatformTables } from './absent-tables';
import { attrsets } from './attrsets';
import { FileSets } from './fileset/fileset-library';
import type { LibHost } from './host';
import { subLibraryNames, topLevelNames } from './known-names';
import { lists } from './lists';
import { WrittenLib } from './nix-text';
import { prettyPrinting } from './pretty-library';
import { strings } from './strings';
import type { LibTable } from './table';
import { trivialTables } from './trivial';
import { orElse } from './value-tests';

const nativeTables: Readonly<Record<string, LibTable>> = {
  attrsets,
  lists,
  strings,
  ...trivialTables,
  generators: prettyPrinting,
};

/** Names whose top-level meaning is not that of the first sub-library that has them. */
const topLevelSource: Readonly<Record<string, string>> = {
  hasPrefix: 'strings',
  removePrefix: 'strings',
  replicate: 'lists',
  trace: 'debug',
  traceVal: 'debug',
  toList: 'lists',
  importJSON: 'trivial',
  importTOML: 'trivial',
  toJSON: 'strings',
};

/**
 * The set `lib`, with the names of nixpkgs' `lib/default.nix`; clan-semantics 10.1 and 10.2 count which of them clan
 * calls. `additions` are whole sub-libraries (`types`, `options`, `modules`); their names join the top level where
 * nixpkgs has them there, and win over ours. Throws nothing: what is not provided is NixError `unsupported` when forced.
 */
export function createBaseLib(
  host: LibHost,
  additions: Readonly<Record<string, AttrSet>>,
  /** The `lib` that functions call others through: the result, or what extends it. */
  self: Slot,
): AttrSet {
  const writtenLib = new WrittenLib(host, self);
  const subLibraries = new Map<string, AttrSet>();
  const tables: Readonly<Record<string, LibTable>> = {
    ...nativeTables,
    fileset: new FileSets(host, self).table(),
  };
  for (const name of Object.keys(subLibraryNames)) {
    subLibraries.set(name, subLibrary(host, name, tables[name], additions[name], writtenLib));
  }
  const entries = new Map<string, Slot>(subLibraries);
  for (const name of topLevelNames) {
    if (!entries.has(name)) entries.set(name, topLevelValue(host, name, subLibraries, writtenLib));
  }
  const lib: AttrSet = new AttrSet(entries);
  return lib;
}

function subLibrary(
  host: LibHost,
  name: string,
  own: LibTable | undefined,
  addition: AttrSet | undefined,
  written: WrittenLib,
): AttrSet {
  const entries = new Map<string, Slot>();
  for (const key of new Set([
    ...(subLibraryNames[name] ?? []),
    ...(own?.keys() ?? []),
    ...(addition?.entries.keys() ?? []),
  ])) {
    entries.set(key, orElse(addition?.get(key), orElse(own?.get(key), fromText(host, written, name, key))));
  }
  return new AttrSet(entries);
}

/** From the Nix text, else the builtin of that name, else a value that fails when used. */
function fromText(host: LibHost, written: WrittenLib, library: string, name: string): Slot {
  return lazy(() => {
    const found = written.find(library, name) ?? host.builtins.get(name);
    if (found !== undefined) return force(found);
    throw notProvided(`${library}.${name}`);
  });
}

function notProvided(name: string): NixError {
  return new NixError(
    'unsupported',
    `lib.${name} is not provided by the embedded evaluator`,
    undefined,
    'Give a checkout of nixpkgs, whose lib is then used: --override-input nixpkgs PATH. Or evaluate with the Nix of this machine.',
  );
}

function topLevelValue(
  host: LibHost,
  name: string,
  subLibraries: ReadonlyMap<string, AttrSet>,
  written: WrittenLib,
): Slot {
  const chosen = topLevelSource[name];
  const source = chosen === undefined ? firstWith(subLibraries, name) : subLibraries.get(chosen);
  const known = source?.get(name);
  if (known !== undefined) return known;
  const absent = absentTable(name);
  if (absent !== undefined) return absent;
  return lazy(() => {
    const found = written.find('top', name) ?? host.builtins.get(name);
    if (found !== undefined && name === 'systems') return withPlatformTables(forceAttrs(found));
    if (found !== undefined) return force(found);
    throw notProvided(name);
  });
}

/** The sub-libraries whose names are on the top level too, the first that has it wins. */
const flattened = [
  'trivial',
  'fixedPoints',
  'attrsets',
  'lists',
  'strings',
  'stringsWithDeps',
  'customisation',
  'derivations',
  'generators',
  'asserts',
  'meta',
  'sources',
  'filesystem',
  'modules',
  'options',
  'types',
  'debug',
  'versions',
  'path',
  'fetchers',
  'flakes',
  'fileset',
];

function firstWith(subLibraries: ReadonlyMap<string, AttrSet>, name: string): AttrSet | undefined {
  for (const library of flattened) {
    const set = subLibraries.get(library);
    if (set?.has(name) === true) return set;
  }
  return undefined;
}
