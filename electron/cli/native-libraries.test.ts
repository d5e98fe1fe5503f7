/** `<nixpkgs>`, `<nixpkgs/lib>` and `<clan-core/lib>` of `clan-inventory nix`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DiskIo } from '../evaluator/in-thread';
import { runNixCommand } from './nix-command';

let base: string;

beforeAll(() => {
  base = mkdtempSync(path.join(tmpdir(), 'libraries-'));
  mkdirSync(path.join(base, 'nixpkgs/lib'), { recursive: true });
  mkdirSync(path.join(base, 'core/lib'), { recursive: true });
  writeFileSync(path.join(base, 'nixpkgs/default.nix'), '{ ... }: { lib = import ./lib; }');
  writeFileSync(path.join(base, 'nixpkgs/lib/default.nix'), '{ mine = "a checkout"; }');
  writeFileSync(path.join(base, 'core/lib/default.nix'), '{ lib }: "clanLib over ${lib.mine}"');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function run(
  expression: string,
  ...argv: readonly string[]
): { readonly code: number; readonly text: string } {
  let text = '';
  const take = (more: string): void => void (text += more);
  const io = new DiskIo({ roots: null, environment: {}, trace: () => undefined });
  const code = runNixCommand(
    ['--eval', '--strict', '--json', ...argv, '-E', expression],
    { stdout: take, stderr: take, stdin: () => '' },
    io,
  );
  return { code, text: text.trim() };
}

const clan = `(import <clan-core/lib> { lib = import <nixpkgs/lib>; }).clan {
  self = { inputs = { }; outPath = "/nowhere"; };
  directory = "/nowhere";
  meta.name = "m";
  inventory.machines.one = { };
}`;

const native: readonly (readonly [string, string])[] = [
  ['(import <nixpkgs/lib>).concatStrings [ "a" "b" ]', '"ab"'],
  ['(import <nixpkgs>).lib.toUpper "a"', '"A"'],
  ['with import <nixpkgs> { }; lib.toUpper "a"', '"A"'],
  ['(import <clan-core/lib> { lib = import <nixpkgs/lib>; }).toUpperFirst "abc"', '"Abc"'],
  [
    '(import <clan-core/lib> { inherit (import <nixpkgs>) lib; }).buildScopeKey { serviceName = "s"; }',
    '"s:::"',
  ],
  [`builtins.attrNames (${clan}).config.inventory.machines`, '["one"]'],
];

describe('the native libraries', () => {
  test.each(native)('%s', (expression, expected) => {
    expect(run(expression)).toEqual({ code: 0, text: expected });
  });

  test('evaluate modules with the lib that they were given', () => {
    const marked = '(import <nixpkgs/lib>).extend (_: _: { mark = "ours"; })';
    const module = '{ lib, ... }: { manifest.name = lib.mark; manifest.description = "d"; roles.r = { }; }';
    const expression = `((import <clan-core/lib> { lib = ${marked}; }).evalService {
      modules = [ (${module}) ]; prefix = [ ];
    }).config.manifest.name`;
    expect(run(expression)).toEqual({ code: 0, text: '"ours"' });
  });
});

describe('-I', () => {
  test('puts a checkout in the place of <nixpkgs>', () => {
    const nixpkgs = `nixpkgs=${base}/nixpkgs`;
    expect(run('(import <nixpkgs/lib>).mine', '-I', nixpkgs).text).toBe('"a checkout"');
    expect(run('(import <nixpkgs> { }).lib.mine', '-I', nixpkgs).text).toBe('"a checkout"');
  });

  test('puts a checkout in the place of <clan-core/lib>', () => {
    const expression = 'import <clan-core/lib> { lib.mine = "x"; }';
    expect(run(expression, '-I', `clan-core=${base}/core`).text).toBe('"clanLib over x"');
  });
});
