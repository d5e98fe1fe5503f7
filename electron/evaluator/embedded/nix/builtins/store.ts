/** Builtins that have to do with the store and with hashes. Store paths are computed; nothing is stored. */
import { NixError } from '../errors';
import { callFunction } from '../eval/call';
import {
  forceAttrs,
  forceBool,
  forceFunction,
  forceString,
  forceStringNoContext,
  forceStringValue,
  stringContext,
  stringText,
} from '../eval/coerce';
import { coerceToPath } from '../eval/coerce-path';
import type { NixIo } from '../io';
import { digest } from '../store/digest';
import {
  formatHash,
  parseAlgorithm,
  parseHash,
  parseHashOrNone,
  toBase16,
  type HashFormat,
} from '../store/hash-text';
import { ownPlaceholder } from '../store/placeholders';
import { readBytes, type PathFilter } from '../store/nar';
import { fixedOutputPath, storePathOf } from '../store/store-paths';
import type { Store } from '../store/store';
import { baseNameOf } from '../value/paths';
import { encodeUtf8 } from '../value/string-bytes';
import { isSymbolicString, operand, symbolicString } from '../value/symbolic';
import { ContextString, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';
import type { CopyHost } from './copy-host';
import { derivationStrict } from './derivation-strict';
import { outputOf } from './output-of';
import { unknownArgument, unlessUnknown } from './unknown-argument';

const hashFormats: Readonly<Record<string, HashFormat | undefined>> = {
  base16: 'base16',
  nix32: 'nix32',
  base32: 'nix32',
  base64: 'base64',
  sri: 'sri',
};

function convertHash(argument: Slot): Value {
  const attrs = forceAttrs(argument, argumentOf('convertHash', 0));
  const text = (name: string): string | undefined => {
    const slot = attrs.get(name);
    return slot === undefined ? undefined : forceStringNoContext(slot, `the attribute '${name}'`);
  };
  const hash = text('hash');
  if (hash === undefined) {
    const error = new NixError('missing-attribute', "attribute 'hash' missing");
    throw error.addFrame("while locating the attribute 'hash'");
  }
  const algorithm = text('hashAlgo');
  const wanted = text('toHashFormat');
  if (wanted === undefined) {
    const error = new NixError('missing-attribute', "attribute 'toHashFormat' missing");
    throw error.addFrame("while locating the attribute 'toHashFormat'");
  }
  const format = hashFormats[wanted];
  if (format === undefined) {
    throw new NixError(
      'eval',
      `unknown hash format '${wanted}', expect 'base16', 'base32', 'base64', or 'sri'`,
    );
  }
  return formatHash(parseHash(hash, algorithm === undefined ? undefined : parseAlgorithm(algorithm)), format);
}

function hashString(algorithm: Slot, text: Slot): Value {
  const name = parseAlgorithm(forceStringNoContext(algorithm, argumentOf('hashString', 0)));
  return toBase16(digest(name, encodeUtf8(forceString(text, argumentOf('hashString', 1)))));
}

function hashFile(io: NixIo, algorithm: Slot, path: Slot): Value {
  const name = parseAlgorithm(forceStringNoContext(algorithm, argumentOf('hashFile', 0)));
  return toBase16(digest(name, readBytes(io, coerceToPath(path))));
}

function toFile(store: Store, name: Slot, text: Slot): Value {
  const fileName = forceStringNoContext(name, argumentOf('toFile', 0));
  const value = forceStringValue(text, argumentOf('toFile', 1));
  if (isSymbolicString(value))
    return symbolicString(`builtins.toFile ${operand(fileName)} ${operand(value)}`);
  const references = [...stringContext(value)];
  const drv = references.find((element) => !element.startsWith('/'));
  if (drv !== undefined) {
    throw new NixError(
      'eval',
      `files created by builtins.toFile may not reference derivations, but ${fileName} references ${drv}`,
    );
  }
  const path = store.addText(fileName, stringText(value), references);
  return new ContextString(path, new Set([path]));
}

function filterOf(filter: Slot | undefined, what: string): PathFilter | undefined {
  if (filter === undefined) return undefined;
  const callable = forceFunction(filter, what);
  return (path, type) =>
    forceBool(callFunction(callable, path, type), 'the return value of the path filter function');
}

function path(store: Store, argument: Slot): Value {
  const attrs = forceAttrs(argument, "the argument passed to 'builtins.path'");
  for (const name of attrs.names()) {
    if (!['path', 'name', 'filter', 'recursive', 'sha256'].includes(name)) {
      throw new NixError('eval', `unsupported argument '${name}' to 'builtins.path'`);
    }
  }
  const source = attrs.get('path');
  if (source === undefined)
    throw new NixError(
      'missing-attribute',
      "missing required 'path' attribute in the first argument to 'builtins.path'",
    );
  const unknown = unknownArgument(source);
  if (unknown !== undefined) return symbolicString(`builtins.path { path = ${unknown}; … }`);
  const frame = "while evaluating the 'path' attribute passed to 'builtins.path'";
  const root = coerceToPath(source, frame, attrs.positionOf('path'));
  const recursive = attrs.get('recursive');
  const isRecursive =
    recursive === undefined || forceBool(recursive, 'the `recursive` attribute passed to builtins.path');
  const name = attrs.get('name');
  const given =
    name === undefined ? '' : forceStringNoContext(name, 'the `name` attribute passed to builtins.path');
  const baseName = given === '' ? baseNameOf(root) : given;
  const filter = filterOf(attrs.get('filter'), 'the `filter` parameter passed to builtins.path');
  const expected = attrs.get('sha256');
  const wanted = expected === undefined ? undefined : expectedPath(expected, baseName, isRecursive);
  if (wanted !== undefined && store.has(wanted)) return new ContextString(wanted, new Set([wanted]));
  const added = isRecursive ? store.addSource(root, baseName, filter) : store.addFlatFile(root, baseName);
  if (wanted !== undefined && wanted !== added.path)
    throw new NixError('eval', `store path mismatch in (possibly filtered) path added from '${root}'`);
  return new ContextString(added.path, new Set([added.path]));
}

function expectedPath(hash: Slot, name: string, isRecursive: boolean): string {
  const text = forceStringNoContext(hash, 'the `sha256` attribute passed to builtins.path');
  return fixedOutputPath(name, parseHashOrNone(text, 'sha256'), isRecursive ? 'nar' : 'flat');
}

function filterSource(store: Store, filter: Slot, source: Slot): Value {
  const root = coerceToPath(
    source,
    "while evaluating the second argument (the path to filter) passed to 'builtins.filterSource'",
  );
  const keep = filterOf(filter, argumentOf('filterSource', 0));
  const { path: storePath } = store.addSource(root, baseNameOf(root), keep);
  return new ContextString(storePath, new Set([storePath]));
}

function storePath(slot: Slot): Value {
  const given = coerceToPath(slot, "while evaluating the first argument passed to 'builtins.storePath'");
  const root = storePathOf(given);
  if (root === undefined) throw new NixError('eval', `path '${given}' is not in the Nix store`);
  return new ContextString(given, new Set([root]));
}

/** The builtins that have to do with the store and with hashes. */
export function storeBuiltins(store: Store, host: CopyHost): readonly Builtin[] {
  return [
    { name: 'hashString', args: ['type', 's'], doc: 'The hash of a string, in base 16.', run: hashString },
    {
      name: 'hashFile',
      args: ['type', 'path'],
      doc: 'The hash of a file, in base 16.',
      run: (algorithm, file) => hashFile(store.io, algorithm, file),
    },
    { name: 'convertHash', args: ['args'], doc: 'A hash in another notation.', run: convertHash },
    {
      name: 'placeholder',
      args: ['output'],
      doc: 'What a derivation writes where it means the path of one of its outputs.',
      run: (output) => ownPlaceholder(forceStringNoContext(output, argumentOf('placeholder', 0))),
    },
    {
      name: 'toFile',
      args: ['name', 's'],
      doc: 'The store path that a text gets.',
      run: (name, text) => toFile(store, name, text),
    },
    {
      name: 'path',
      args: ['args'],
      doc: 'The store path that a file or folder gets, filtered.',
      run: (args) => path(store, args),
    },
    {
      name: 'filterSource',
      args: ['filter', 'path'],
      doc: 'The store path that a folder gets, filtered.',
      run: (filter, source) =>
        unlessUnknown(`builtins.filterSource ${operand(filter)}`, source, () =>
          filterSource(store, filter, source),
        ),
    },
    {
      name: 'storePath',
      args: ['path'],
      doc: 'A path in the store, as a string that depends on it.',
      run: storePath,
    },
    {
      name: 'derivationStrict',
      args: ['attrs'],
      doc: 'The store paths of a derivation and its outputs.',
      run: (attrs) => derivationStrict(store, attrs, (source) => host.copyToStore(source)),
    },
    {
      name: 'outputOf',
      args: ['derivation', 'output'],
      doc: 'What stands for an output of a derivation that is given as a string.',
      run: (derivation, output) => outputOf(store, derivation, output),
    },
  ];
}
