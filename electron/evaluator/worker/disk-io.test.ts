import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskIo, pathInputsOf } from './disk-io';

let base: string;
let clan: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'disk-io-')));
  clan = path.join(base, 'clan');
  mkdirSync(path.join(clan, 'machines'), { recursive: true });
  mkdirSync(path.join(base, 'shared'));
  writeFileSync(path.join(base, 'secret'), 'secret');
  writeFileSync(path.join(base, 'shared/flake.nix'), '{ inputs.deep.url = "path:../deep"; }');
  mkdirSync(path.join(base, 'deep'));
  writeFileSync(path.join(base, 'deep/value.nix'), '1');
  writeFileSync(path.join(clan, 'flake.nix'), '{ inputs.shared.url = "path:../shared"; outputs = _: { }; }');
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

function open(): DiskIo {
  return new DiskIo({ roots: [clan] });
}

test('reads files, folders and types of the clan', () => {
  symlinkSync('flake.nix', path.join(clan, 'link'));
  const io = open();
  expect(io.readFile(path.join(clan, 'flake.nix'))).toContain('outputs');
  expect(io.readDir(clan)).toEqual(
    new Map([
      ['flake.nix', 'regular'],
      ['link', 'symlink'],
      ['machines', 'directory'],
    ]),
  );
  expect(io.fileType(path.join(clan, 'link'))).toBe('symlink');
  expect(io.realPath(path.join(clan, 'link'))).toBe(path.join(clan, 'flake.nix'));
});

test('bytes that are no UTF-8 are kept, each as a lone surrogate', () => {
  const file = path.join(clan, 'latin1.nix');
  writeFileSync(file, Uint8Array.from([0x22, 0xe9, 0xc3, 0xa9, 0x22]));
  expect(open().readFile(file)).toBe('"\udce9é"');
});

test('what is not there is undefined', () => {
  const io = open();
  expect(io.readFile(path.join(clan, 'nope.nix'))).toBeUndefined();
  expect(io.readDir(path.join(clan, 'nope'))).toBeUndefined();
  expect(io.fileType(path.join(clan, 'nope/deeper'))).toBeUndefined();
  expect(io.readFile(path.join(clan, 'flake.nix/deeper'))).toBeUndefined();
});

test('reading outside is refused', () => {
  expect(() => open().readFile(path.join(base, 'secret'))).toThrow(
    expect.objectContaining({ kind: 'restricted' }),
  );
  expect(() => open().readDir(base)).toThrow(expect.objectContaining({ kind: 'restricted' }));
});

test('a symlink that leaves the clan is refused', () => {
  symlinkSync('../secret', path.join(clan, 'leak'));
  symlinkSync(base, path.join(clan, 'up'));
  const io = open();
  expect(() => io.readFile(path.join(clan, 'leak'))).toThrow(expect.objectContaining({ kind: 'restricted' }));
  expect(() => io.readFile(path.join(clan, 'up/secret'))).toThrow(
    expect.objectContaining({ kind: 'restricted' }),
  );
  expect(io.fileType(path.join(clan, 'leak'))).toBe('symlink');
});

test('a symlink that leaves the clan later is refused after forget', () => {
  writeFileSync(path.join(clan, 'inside'), 'inside');
  const link = path.join(clan, 'link');
  symlinkSync('inside', link);
  const io = open();
  expect(io.readFile(link)).toBe('inside');
  rmSync(link);
  symlinkSync('../secret', link);
  io.forget();
  expect(() => io.readFile(link)).toThrow(expect.objectContaining({ kind: 'restricted' }));
});

test('path: inputs may be read, and theirs', () => {
  const io = open();
  expect(io.readFile(path.join(base, 'shared/flake.nix'))).toContain('deep');
  expect(io.readFile(path.join(base, 'deep/value.nix'))).toBe('1');
  mkdirSync(path.join(base, 'later'));
  writeFileSync(path.join(clan, 'flake.nix'), '{ inputs.later.url = "path:../later"; }');
  io.forget();
  expect(io.readDir(path.join(base, 'later'))).toEqual(new Map());
});

test('reading a folder as a file is an error of kind io', () => {
  expect(() => open().readFile(clan)).toThrow(expect.objectContaining({ kind: 'io' }));
});

test('a changed file is read again', () => {
  const file = path.join(clan, 'value.nix');
  writeFileSync(file, '1');
  const io = open();
  expect(io.readFile(file)).toBe('1');
  writeFileSync(file, '2');
  utimesSync(file, new Date(), new Date(Date.now() + 5_000));
  expect(io.readFile(file)).toBe('2');
});

test('the environment is empty unless it is given', () => {
  expect(open().getEnv('PATH')).toBe('');
  expect(new DiskIo({ roots: null, environment: { A: 'b' } }).getEnv('A')).toBe('b');
});

test('finds path: and relative inputs in the text of a flake', () => {
  const text = `{
    inputs.a.url = "path:../a?rev=1";
    inputs.b = { url = "./b"; };
    inputs.c.url = "github:o/r";
    inputs.d.url="path:/abs/d";
  }`;
  expect(pathInputsOf(text)).toEqual(['../a', './b', '/abs/d']);
});

test('reads bytes, permissions and where symlinks lead, for hashes of folders', () => {
  const script = path.join(clan, 'run');
  writeFileSync(script, Uint8Array.of(0, 255), { mode: 0o755 });
  symlinkSync('run', path.join(clan, 'link'));
  symlinkSync(path.join(base, 'secret'), path.join(clan, 'outside'));
  const io = open();
  expect([...(io.readBytes(script) ?? [])]).toEqual([0, 255]);
  expect([io.isExecutable(script), io.isExecutable(path.join(clan, 'flake.nix'))]).toEqual([true, false]);
  expect(io.readLink(path.join(clan, 'link'))).toBe('run');
  expect([io.readBytes(path.join(clan, 'none')), io.readLink(path.join(clan, 'none'))]).toEqual([
    undefined,
    undefined,
  ]);
  expect(() => io.readBytes(path.join(clan, 'outside'))).toThrow('is not allowed');
});
