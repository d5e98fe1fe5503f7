/** Builtins on paths and files. */
import { NixError } from '../errors';
import {
  coerceToString,
  forceAttrs,
  forceList,
  forceStringNoContext,
  stringContext,
  stringText,
  withContext,
} from '../eval/coerce';
import { coerceToPath } from '../eval/coerce-path';
import type { NixIo } from '../io';
import { readBytes } from '../store/nar';
import { baseNameOf, dirOf } from '../value/paths';
import { decodeUtf8 } from '../value/string-bytes';
import { operand } from '../value/symbolic';
import { AttrSet, PathValue, force, type Slot, type Value } from '../value/value';
import { argumentOf, type Builtin } from './builtin';
import { unknownArgument, unlessUnknown } from './unknown-argument';

/** What the builtins on files need of the interpreter. */
export interface FileHost {
  readonly io: NixIo;
  importPath(path: string): Value;
  scopedImport(scope: AttrSet, path: string): Value;
  /** Whether a path is one of the virtual files that stand for native values. */
  isVirtual(path: string): boolean;
  /** The virtual file that `<name>` leads to when no search path has it. */
  findVirtual(name: string): string | undefined;
  /** The path that an argument stands for. */
  pathOf(slot: Slot): string;
  /** What importing gives that only system Nix knows where it is; the argument as an expression. */
  importUnknown(path: string): Value;
}

function readFile(host: FileHost, slot: Slot): Value {
  const path = coerceToPath(slot);
  const decoded = host.io.readFile(path);
  if (decoded === undefined) throw new NixError('io', `opening file '${path}': No such file or directory`);
  // Hosts put U+FFFD in the place of bytes that are no text; Nix keeps them.
  const text = decoded.includes('\ufffd') ? decodeUtf8(readBytes(host.io, path)) : decoded;
  if (text.includes('\0'))
    throw new NixError('eval', `the contents of the file '${path}' cannot be represented as a Nix string`);
  return text;
}

function readDir(host: FileHost, slot: Slot): Value {
  const path = coerceToPath(slot);
  const entries = host.io.readDir(path);
  if (entries !== undefined) return new AttrSet(new Map(entries));
  const reason = host.io.fileType(path) === undefined ? 'No such file or directory' : 'Not a directory';
  throw new NixError('io', `reading directory ${path}: ${reason}`);
}

function readFileType(host: FileHost, slot: Slot): Value {
  const path = coerceToPath(slot);
  const type = host.io.fileType(path);
  if (type === undefined) throw new NixError('io', `getting status of '${path}': No such file or directory`);
  return type;
}

/** A string that ends in a slash asks for a folder. */
function pathExists(host: FileHost, slot: Slot): Value {
  const value = force(slot);
  const path = coerceToPath(value);
  if (host.isVirtual(path)) return true;
  const text = value instanceof PathValue ? value.path : stringText(coerceToString(value));
  const mustBeFolder = text.endsWith('/') || text.endsWith('/.');
  if (!mustBeFolder) return host.io.fileType(path) !== undefined;
  const real = host.io.realPath(path);
  return real !== undefined && host.io.fileType(real) === 'directory';
}

/** An entry of a search path, as `builtins.nixPath` has them. */
function searchEntry(slot: Slot): { readonly prefix: string; readonly path: string } {
  const entry = forceAttrs(slot, 'an element of the list passed to builtins.findFile');
  const ofElement = (name: string): string =>
    `the \`${name}\` attribute of an element of the list passed to builtins.findFile`;
  const given = entry.get('prefix');
  const prefix = given === undefined ? '' : forceStringNoContext(given, ofElement('prefix'));
  const path = entry.get('path');
  if (path === undefined) {
    const error = new NixError('missing-attribute', "attribute 'path' missing");
    throw error.addFrame('in an element of the __nixPath');
  }
  return { prefix, path: stringText(coerceToString(path, { what: ofElement('path') })) };
}

function findFile(host: FileHost, searchPath: Slot, name: Slot): Value {
  const entries = forceList(searchPath, argumentOf('findFile', 0)).map(searchEntry);
  const wanted = forceStringNoContext(name, argumentOf('findFile', 1));
  for (const { prefix, path } of entries) {
    const rest = suffixAfter(prefix, wanted);
    if (rest === undefined) continue;
    const found = `${path}${rest}`;
    if (host.isVirtual(found) || host.io.fileType(found) !== undefined) return new PathValue(found);
  }
  const virtual = host.findVirtual(wanted);
  if (virtual !== undefined) return new PathValue(virtual);
  throw new NixError(
    'throw',
    `file '${wanted}' was not found in the Nix search path (add it using $NIX_PATH or -I)`,
  );
}

/** What follows a search path's prefix in a name, with its slash; undefined when the name is not below it. */
function suffixAfter(prefix: string, name: string): string | undefined {
  if (prefix === '') return `/${name}`;
  if (name === prefix) return '';
  return name.startsWith(`${prefix}/`) ? name.slice(prefix.length) : undefined;
}

function baseName(slot: Slot): Value {
  const text = coerceToString(slot, { what: argumentOf('baseNameOf', 0) });
  return withContext(baseNameOf(stringText(text)), stringContext(text));
}

function directory(slot: Slot): Value {
  const value = force(slot);
  if (value instanceof PathValue) return new PathValue(dirOf(value.path));
  const text = coerceToString(value, { what: argumentOf('dirOf', 0) });
  return withContext(dirOf(stringText(text)), stringContext(text));
}

/** The builtins on paths and files. */
export function fileBuiltins(host: FileHost): readonly Builtin[] {
  return [
    {
      name: 'import',
      args: ['path'],
      doc: 'The value of a Nix file, or of `default.nix` in a folder.',
      run: (path) => {
        const unknown = unknownArgument(path);
        return unknown === undefined ? host.importPath(host.pathOf(path)) : host.importUnknown(unknown);
      },
    },
    {
      name: 'scopedImport',
      args: ['scope', 'path'],
      doc: 'The value of a Nix file that sees more variables.',
      run: (scope, path) =>
        unlessUnknown(`scopedImport ${operand(scope)}`, path, () =>
          host.scopedImport(forceAttrs(scope, argumentOf('scopedImport', 0)), host.pathOf(path)),
        ),
    },
    {
      name: 'readFile',
      args: ['path'],
      doc: 'The text of a file.',
      run: (path) => unlessUnknown('builtins.readFile', path, () => readFile(host, path)),
    },
    {
      name: 'readDir',
      args: ['path'],
      doc: 'The entries of a folder and what each is.',
      run: (path) => unlessUnknown('builtins.readDir', path, () => readDir(host, path)),
    },
    {
      name: 'readFileType',
      args: ['path'],
      doc: 'What a path is.',
      run: (path) => unlessUnknown('builtins.readFileType', path, () => readFileType(host, path)),
    },
    {
      name: 'pathExists',
      args: ['path'],
      doc: 'Whether there is something at a path.',
      run: (path) => unlessUnknown('builtins.pathExists', path, () => pathExists(host, path)),
    },
    {
      name: 'findFile',
      args: ['searchPath', 'name'],
      doc: 'Looks for a file in a search path.',
      run: (searchPath, name) => findFile(host, searchPath, name),
    },
    { name: 'baseNameOf', args: ['x'], doc: 'The last part of a path.', run: baseName },
    { name: 'dirOf', args: ['s'], doc: 'The folder of a path.', run: directory },
    {
      name: 'toPath',
      args: ['s'],
      doc: 'An absolute path as a string, made plain. Old; use path literals.',
      run: (path) => coerceToPath(path, `while evaluating ${argumentOf('toPath', 0)}`),
    },
  ];
}
