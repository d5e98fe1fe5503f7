import { describe, expect, test } from 'vitest';
import { createInterpreter } from './interpreter';
import { runWithBudget } from './eval/budget';
import { printValue } from './print/print-value';
import { MemoryIo } from './testing/memory-io';
import { AttrSet, PrimOp, type Value } from './value/value';

function show(value: Value): string {
  return runWithBudget({}, () => printValue(value, { isStrict: true }));
}

describe('files', () => {
  const files = {
    '/clan/main.nix': 'import ./part.nix + import ./part.nix + import ./folder',
    '/clan/part.nix': '1',
    '/clan/folder/default.nix': '10',
  };

  test('are evaluated once, however often they are imported', () => {
    const io = new MemoryIo({ files });
    expect(show(createInterpreter({ io }).evalFile('/clan/main.nix'))).toBe('12');
    expect(io.reads.get('/clan/part.nix')).toBe(1);
  });

  test('are evaluated anew when they and what imports them were invalidated', () => {
    const io = new MemoryIo({ files });
    const interpreter = createInterpreter({ io });
    expect(show(interpreter.evalFile('/clan/main.nix'))).toBe('12');
    io.write('/clan/part.nix', '2');
    expect(show(interpreter.evalFile('/clan/main.nix'))).toBe('12');
    interpreter.invalidate(['/clan/part.nix', '/clan/main.nix']);
    expect(show(interpreter.evalFile('/clan/main.nix'))).toBe('14');
    io.write('/clan/folder/default.nix', '20');
    interpreter.invalidate();
    expect(show(interpreter.evalFile('/clan/main.nix'))).toBe('24');
  });

  test('that fail, fail again until they change', () => {
    const io = new MemoryIo({ files: { '/a.nix': '1 +' } });
    const interpreter = createInterpreter({ io });
    expect(() => interpreter.evalFile('/a.nix')).toThrow('syntax error, unexpected end of file');
    io.write('/a.nix', '1 + 1');
    interpreter.invalidate(['/a.nix']);
    expect(show(interpreter.evalFile('/a.nix'))).toBe('2');
  });

  test('that are not there are named', () => {
    const interpreter = createInterpreter({ io: new MemoryIo() });
    expect(() => interpreter.evalFile('/none.nix')).toThrow("path '/none.nix' does not exist");
  });

  test('parse to trees that know their folder', () => {
    const { expr, baseDir } = createInterpreter({ io: new MemoryIo({ files }) }).parseFile('/clan/folder');
    expect([expr.kind, baseDir]).toEqual(['int', '/clan/folder']);
  });
});

describe('the search path', () => {
  const io = new MemoryIo({ files: { '/libs/one/a.nix': '"a"', '/libs/two/default.nix': '"two"' } });
  const interpreter = createInterpreter({
    io,
    searchPath: [
      { kind: 'path', prefix: 'one', path: '/libs/one' },
      { kind: 'path', prefix: '', path: '/libs' },
      { kind: 'value', prefix: 'native/lib', value: () => AttrSet.of({ answer: 42n }) },
    ],
  });
  const evaluate = (text: string): string =>
    show(interpreter.evalText(text, { baseDir: '/', label: '«string»' }));

  test('leads to files', () => {
    expect(evaluate('[ (import <one/a.nix>) (import <two>) (toString <one>) ]')).toBe(
      '[ "a" "two" "/libs/one" ]',
    );
    expect(interpreter.findFile('one/a.nix')).toBe('/libs/one/a.nix');
  });

  test('leads to native values, which are files only to those who look', () => {
    expect(evaluate('[ (import <native/lib>).answer (builtins.pathExists <native/lib>) ]')).toBe(
      '[ 42 true ]',
    );
    expect(evaluate('map (e: e.prefix) builtins.nixPath')).toBe('[ "one" "" ]');
  });

  test('may be replaced by code', () => {
    expect(evaluate('let __nixPath = [ { prefix = "x"; path = /libs/one; } ]; in import <x/a.nix>')).toBe(
      '"a"',
    );
  });

  test('names what it does not have', () => {
    expect(() => evaluate('<three>')).toThrow("file 'three' was not found in the Nix search path");
    expect(() => interpreter.findFile('three')).toThrow("file 'three' was not found");
  });
});

describe('builtins', () => {
  const evaluate = (text: string, io = new MemoryIo({ environment: { USER: 'me' } })): string => {
    const override = new PrimOp('fetchurl', 1, () => 'overridden');
    const interpreter = createInterpreter({ io, builtinOverrides: { fetchurl: override } });
    return show(interpreter.evalText(text, { baseDir: '/', label: '«string»' }));
  };

  test('can be added and replaced', () => {
    expect(evaluate('builtins.fetchurl "x"')).toBe('"overridden"');
  });

  test('that need the network say so', () => {
    expect(() => evaluate('builtins.fetchGit "https://example.org/x"')).toThrow(
      "cannot fetch 'git+https://example.org/x': this evaluator fetches nothing",
    );
  });

  test('ask the outside world through the interface', () => {
    expect(
      evaluate(
        '[ (builtins.getEnv "USER") (builtins.getEnv "NONE") builtins.currentSystem builtins.currentTime ]',
      ),
    ).toBe('[ "me" "" "x86_64-linux" 1700000000 ]');
  });

  test('tell traces and warnings to the outside world', () => {
    const io = new MemoryIo();
    expect(
      evaluate(
        'builtins.trace "t" (builtins.trace { a = 1; } (builtins.warn "w" (builtins.traceVerbose "v" 1)))',
        io,
      ),
    ).toBe('1');
    expect(io.traces).toEqual(['trace: t', 'trace: { a = 1; }', 'evaluation warning: w']);
  });

  test('include all that Nix has, under both names', () => {
    const names =
      'abort add all any attrNames bitAnd catAttrs concatMap deepSeq derivation elemAt filter fromTOML genericClosure';
    for (const name of names.split(' '))
      expect([name, evaluate(`builtins ? ${name}`)]).toEqual([name, 'true']);
    expect(evaluate('[ (__add 1 2) (map (x: x) [ 1 ]) (__typeOf 1) ]')).toBe('[ 3 [ 1 ] "int" ]');
    expect(() => evaluate('add 1 2')).toThrow("undefined variable 'add'");
  });
});
