/** That no builtin works for long without a look at whether to stop: looks are counted, not time. */
import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { createInterpreter } from '../interpreter';
import { MemoryIo } from '../testing/memory-io';
import { force } from '../value/value';
import { runWithBudget } from './budget';

/** How often a program asks whether to stop; from `stopAt` on it is told to. */
function looks(
  text: string,
  stopAt = Infinity,
): { readonly count: number; readonly error: NixError | undefined } {
  let count = 0;
  const isCancelled = (): boolean => ++count >= stopAt;
  try {
    runWithBudget({ isCancelled }, () => {
      const interpreter = createInterpreter({ io: new MemoryIo({}) });
      force(interpreter.evalText(text, { baseDir: '/dir', label: '«string»' }));
    });
  } catch (error) {
    if (error instanceof NixError) return { count, error };
    throw error;
  }
  return { count, error: undefined };
}

const size = 50_000;
const list = `(builtins.genList (i: i) ${size})`;
const forced = `(let l = ${list}; in builtins.seq (builtins.elem (-1) l) l)`;
const text = `(builtins.concatStringsSep "" (builtins.genList (i: "a") ${size}))`;

/** Hash functions take 64 or 128 bytes a round. */
const long = `(let double = n: s: if n == 0 then s else double (n - 1) (s + s); in double 22 "a")`;

describe('builtins look at whether to stop', () => {
  /** Programs and how many elements or characters each goes through in the builtin that it is about. */
  const programs: readonly (readonly [string, string])[] = [
    ['genList', list],
    ['map', `map (x: x) ${forced}`],
    ['filter', `builtins.filter (x: true) ${forced}`],
    ["foldl'", `builtins.foldl' (a: b: a + b) 0 ${forced}`],
    ['elem', `builtins.elem (-1) ${forced}`],
    ['sort', `builtins.sort (a: b: a > b + 0) ${forced}`],
    ['sort of many integers', `builtins.sort builtins.lessThan ${forced}`],
    ['concatLists', `builtins.concatLists [ ${forced} [ 1 ] ]`],
    ['concatMap', `builtins.concatMap (x: [ x ]) ${forced}`],
    ['concatStringsSep', `builtins.stringLength (builtins.concatStringsSep "," (map toString ${forced}))`],
    ['toString of a list', `toString ${forced}`],
    ['replaceStrings', `builtins.replaceStrings [ "a" ] [ "b" ] ${text}`],
    ['replaceStrings without a match', `builtins.replaceStrings [ "x" "ay" ] [ "b" "c" ] ${text}`],
    ['split', `builtins.split "a" ${text}`],
    ...['md5', 'sha1', 'sha256', 'sha512'].map((name): readonly [string, string] => [
      name,
      `builtins.hashString "${name}" ${long}`,
    ]),
    ['groupBy', `builtins.groupBy (x: "a") ${forced}`],
    ['partition', `builtins.partition (x: true) ${forced}`],
    ['all', `builtins.all (x: true) ${forced}`],
    ['listToAttrs', `builtins.listToAttrs (map (i: { name = "a"; value = i; }) ${forced})`],
    ['catAttrs', `builtins.catAttrs "a" (map (a: { inherit a; }) ${forced})`],
    ['comparing lists', `${forced} == ${forced}`],
    ['deepSeq', `builtins.deepSeq ${forced} 1`],
    ['toJSON', `builtins.stringLength (builtins.toJSON ${forced})`],
    ['fromJSON', `builtins.fromJSON (builtins.toJSON ${forced})`],
    [
      'genericClosure',
      `builtins.genericClosure { startSet = map (key: { inherit key; }) ${forced}; operator = x: [ ]; }`,
    ],
  ];

  test.each(programs)('%s', (_, program) => {
    const { count, error } = looks(program);
    expect(error).toBeUndefined();
    // Once in 10,000 elements is far more than ten times a second.
    expect(count).toBeGreaterThan(size / 10_000);
    const stopped = looks(program, count - 1);
    expect([stopped.error?.kind, stopped.count]).toEqual(['cancelled', count - 1]);
  });

  test.each([
    ['a repetition in a repetition', 'builtins.match "(a*)*b"'],
    ['a repeated choice', 'builtins.match "(a|aa)*b"'],
    ['repetitions side by side', 'builtins.match "a*a*a*a*a*a*b"'],
    ['a search', 'builtins.split "a*a*a*a*b"'],
  ])('regular expressions that take for ever: %s', (_, call) => {
    const subject = 'a'.repeat(120);
    expect(looks(`${call} "${subject}"`, 50)).toMatchObject({ count: 50, error: { kind: 'cancelled' } });
  });

  test('regular expressions that are clear from byte to byte go the quick way', () => {
    const { count, error } = looks(
      `builtins.match "([a-z-]+)([0-9]+)[.]([a-z.]+):(/[^?]*)[?](.*)" "${'ab-'.repeat(4000)}1.x:/y?z"`,
    );
    expect([count, error]).toEqual([0, undefined]);
  });
});

describe('recursion', () => {
  test('that is too deep is an error, and the next evaluation does not mind', () => {
    expect(looks('let f = n: 1 + f (n + 1); in f 0').error?.kind).toBe('stack-overflow');
    expect(looks('let f = x: f x; in f 1').error?.kind).toBe('stack-overflow');
    expect(looks('let f = a: b: f b a; in f 1 2').error?.kind).toBe('stack-overflow');
    expect(
      looks("builtins.foldl' (f: x: y: f (x + y)) (x: x) (builtins.genList (i: i) 20000) 1").error?.kind,
    ).toBe('stack-overflow');
    expect(looks('1 + 1').error).toBeUndefined();
  });

  test('through data is an error too', () => {
    expect(looks('let s = { inherit s; n = 1; }; in builtins.deepSeq s s.n').error).toBeUndefined();
    expect(looks('let l = n: [ (l (n + 1)) ]; in builtins.deepSeq (l 0) 1').error?.kind).toBe(
      'stack-overflow',
    );
    expect(looks('let l = n: [ (l (n + 1)) ]; in l 0 == l 0').error?.kind).toBe('stack-overflow');
  });
});
