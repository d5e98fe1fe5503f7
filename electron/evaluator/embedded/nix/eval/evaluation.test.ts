/** What the language cases cannot show: laziness counted, traces, limits, sharing. */
import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { createInterpreter } from '../interpreter';
import { MemoryIo } from '../testing/memory-io';
import { failure, run } from '../testing/run';
import { AttrSet, ContextString, PrimOp, force, lazy, type Slot, type Value } from '../value/value';
import { runWithBudget } from './budget';
import { autoCall, callFunction, functionArgs, isCallable } from './call';
import { coerceToString, concatStrings, forceAttrs, forceInt, forceString, typeName } from './coerce';
import { compareValues, equalValues } from './equal';

function value(text: string): Value {
  return createInterpreter({ io: new MemoryIo() }).evalText(text, { baseDir: '/dir', label: '«string»' });
}

describe('thunks', () => {
  test('compute once', () => {
    let computed = 0;
    const slot = lazy(() => BigInt(++computed));
    expect([slot.isDone, force(slot), force(slot), slot.isDone, slot.known]).toEqual([
      false,
      1n,
      1n,
      true,
      1n,
    ]);
  });

  test('fail again the same way, with the trace they had', () => {
    let computed = 0;
    const slot = lazy(() => {
      computed++;
      throw new NixError('throw', 'no').addFrame('inner');
    });
    const traces = ['first', 'second'].map((outer) => {
      try {
        return force(slot);
      } catch (error) {
        return error instanceof NixError && error.addFrame(outer).frames.map((frame) => frame.message);
      }
    });
    expect(traces).toEqual([
      ['inner', 'first'],
      ['inner', 'second'],
    ]);
    expect(computed).toBe(1);
  });

  test('that ran into a limit may succeed later', () => {
    let isAllowed = false;
    const slot = lazy(() => {
      if (!isAllowed) throw new NixError('limit', 'too long');
      return 1n;
    });
    expect(() => force(slot)).toThrow('too long');
    isAllowed = true;
    expect(force(slot)).toBe(1n);
  });

  test('that need themselves are infinite recursion, blamed on the place that asks', () => {
    const error = failure('let a = b; b = a + 1; in a');
    expect([error.kind, error.span?.start]).toEqual(['infinite-recursion', 15]);
  });
});

describe('limits', () => {
  test('of depth', () => {
    const error = failure('let f = n: 1 + f n; in f 0', { budget: { maxDepth: 100 } });
    expect([error.kind, error.message]).toEqual([
      'stack-overflow',
      'stack overflow; max-call-depth exceeded',
    ]);
  });

  test('of steps', () => {
    const error = failure("builtins.foldl' (a: b: a + b) 0 (builtins.genList (x: x) 100000)", {
      budget: { maxSteps: 50_000 },
    });
    expect(error.kind).toBe('limit');
  });

  test('of time', () => {
    let now = 0;
    const text = 'builtins.length (builtins.filter (x: x > 0) (builtins.genList (x: x) 100000))';
    expect(failure(text, { budget: { deadline: 50, now: () => (now += 10) } }).kind).toBe('limit');
    expect(now).toBe(60);
  });

  test('by cancelling', () => {
    let asked = 0;
    const budget = { isCancelled: () => ++asked > 2 };
    expect(failure(long, { budget }).kind).toBe('cancelled');
    expect(asked).toBe(3);
  });

  test('are put back afterwards', () => {
    expect(failure('let f = n: f n; in f 0', { budget: { maxDepth: 10 } }).kind).toBe('stack-overflow');
    expect(run('let f = n: if n == 0 then 0 else f (n - 1); in f 50')).toBe('0');
  });

  test('nest: the outer ones hold inside', () => {
    const text = 'let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 100';
    const inner = (): string => run(text, { budget: { maxDepth: 5_000 } });
    expect(inner()).toBe('100');
    expect(runWithBudget({ maxDepth: 50 }, inner)).toContain('max-call-depth exceeded');
    expect(runWithBudget({ isCancelled: () => true }, () => failure(long).kind)).toBe('cancelled');
  });

  test('of JavaScript become errors of evaluation', () => {
    const endless = (): number => 1 + endless();
    expect(kindOf(() => runWithBudget({}, endless))).toBe('stack-overflow');
    expect(failure('let f = s: n: if n == 0 then s else f (s + s) (n - 1); in f "12345678" 40').kind).toBe(
      'limit',
    );
    expect(failure('builtins.genList (x: x) 1000000000').kind).toBe('limit');
  });

  test.each([
    ['deepSeq', 'let f = n: { a = f (n + 1); }; in builtins.deepSeq (f 0) 1'],
    ['toJSON', 'let f = n: [ (f (n + 1)) ]; in builtins.toJSON (f 0)'],
    ['==', 'let f = n: { a = f (n + 1); }; in f 0 == f 0'],
    ['toXML', 'let f = n: [ (f (n + 1)) ]; in builtins.toXML (f 0)'],
  ])('stop endless data in %s', (_name, text) => {
    expect(failure(text).kind).toBe('stack-overflow');
  });
});

/** Some hundred thousand steps. */
const long = 'builtins.all (x: x >= 0) (builtins.genList (x: x) 100000)';

function kindOf(compute: () => unknown): string {
  try {
    compute();
  } catch (error) {
    if (error instanceof NixError) return error.kind;
    throw error;
  }
  return 'none';
}

describe('traces', () => {
  test('go from the inside out and tell calls from values', () => {
    const error = failure('let f = x: x.missing; in { a = f { }; }.a');
    expect(error.kind).toBe('missing-attribute');
    expect(error.frames.map(({ message, isDetail }) => [message, isDetail])).toEqual([
      ["while calling 'f'", true],
      ['from call site', true],
      ["while evaluating the attribute 'a'", false],
    ]);
  });

  test('suggest names that are near', () => {
    expect(failure('{ first = 1; }.frist').hint).toBe('Did you mean first?');
    expect(failure('let value = 1; in valeu').hint).toBe('Did you mean value?');
    expect(failure('({ name }: 1) { name = 1; nmae = 2; }').hint).toBe('Did you mean name?');
    expect(failure('{ first = 1; }.entirely').hint).toBeUndefined();
  });

  test('keep every step of a deep recursion', () => {
    const error = failure('let f = n: if n == 0 then throw "x" else 1 + f (n - 1); in f 300');
    expect(error.frames.length).toBe(603);
  });

  test('name the call and not the function when its arguments are wrong', () => {
    const messages = (text: string) =>
      failure(text).frames.map(({ message, isDetail }) => [message, isDetail]);
    expect(messages('({ a }: a) { }')).toEqual([['from call site', false]]);
    expect(messages('({ a }: a) 1')).toEqual([
      ['while evaluating the value passed for the lambda argument', false],
      ['from call site', false],
    ]);
  });

  test('have what addErrorContext says', () => {
    const { frames } = failure('builtins.addErrorContext "here" (throw "x")');
    expect(frames.map(({ message, isContext }) => [message, isContext])).toEqual([
      ["while calling the 'throw' builtin", false],
      ['here', true],
    ]);
  });
});

describe('calling from TypeScript', () => {
  test('curries, also beyond one function', () => {
    const pair = new PrimOp('pair', 2, (a, b) => [a, b]);
    expect(callFunction(pair, 1n, 2n)).toEqual([1n, 2n]);
    expect(callFunction(callFunction(pair, 1n), 2n)).toEqual([1n, 2n]);
    expect(callFunction(value('a: b: c: a + b + c'), 1n, 2n, 3n)).toBe(6n);
    expect(callFunction(value('{ __functor = self: x: y: x - y; }'), 5n, 3n)).toBe(2n);
  });

  test('refuses what is no function', () => {
    expect(() => callFunction(1n, 2n)).toThrow(
      'attempt to call something which is not a function but an integer: 1',
    );
    expect(
      [value('x: x'), value('map'), value('{ __functor = 1; }'), value('{ }'), 1n].map(isCallable),
    ).toEqual([true, true, true, false, false]);
  });

  test('gives a pattern what it asks for', () => {
    const available = new Map<string, Slot>([
      ['a', 1n],
      ['z', 26n],
    ]);
    expect(autoCall(value('{ a, b ? 2 }: a + b'), available)).toBe(3n);
    expect(autoCall(value('{ a, ... }@all: builtins.attrNames all'), available)).toEqual(['a', 'z']);
    expect(autoCall(value('x: x'), available)).not.toBe(1n);
    expect(() => autoCall(value('{ c }: c'), available)).toThrow("('c')");
  });

  test('knows the arguments of native functions', () => {
    const native = new PrimOp('native', 1, (slot) => force(slot), [], new Map([['lib', false]]));
    expect([...functionArgs(native).entries]).toEqual([['lib', false]]);
  });
});

describe('coercion', () => {
  test('asks for types with the words of Nix', () => {
    expect(() => forceAttrs(1n)).toThrow('expected a set but found an integer: 1');
    expect(() => forceString([1n])).toThrow('expected a string but found a list: [ 1 ]');
    expect(() => forceInt(AttrSet.of({ a: lazy(() => null) }))).toThrow(
      'expected an integer but found a set: { a = «thunk»; }',
    );
    expect(typeName(value('map (x: x)'))).toBe("the partially applied built-in function 'map'");
  });

  test('keeps the context of strings', () => {
    const joined = concatStrings(new ContextString('a', new Set(['/nix/store/x'])), 'b');
    expect(joined).toEqual(new ContextString('ab', new Set(['/nix/store/x'])));
    expect(coerceToString([joined, 1n], { isLoose: true })).toEqual(
      new ContextString('ab 1', new Set(['/nix/store/x'])),
    );
  });
});

describe('comparison', () => {
  test('of numbers crosses their types', () => {
    expect([equalValues(1n, 1), equalValues(1n, '1'), compareValues(1n, 1.5), compareValues(2n, 1)]).toEqual([
      true,
      false,
      -1,
      1,
    ]);
  });

  test('of what has no order fails', () => {
    expect(() => compareValues(AttrSet.empty, AttrSet.empty)).toThrow(
      'cannot compare a set with a set; values of that type are incomparable',
    );
    expect(() => compareValues(1n, 'a')).toThrow('cannot compare an integer with a string');
  });

  test('of functions is false unless they are in the same place', () => {
    const fn = value('x: x');
    expect([equalValues(fn, fn), equalValues([fn], [fn])]).toEqual([false, true]);
  });
});
