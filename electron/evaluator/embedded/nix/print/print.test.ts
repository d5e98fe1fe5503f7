import { describe, expect, test } from 'vitest';
import { NixError } from '../errors';
import { SourceFile } from '../source/source-file';
import { createInterpreter } from '../interpreter';
import { MemoryIo } from '../testing/memory-io';
import type { Value } from '../value/value';
import { jsonFloat, toJsonText } from './json';
import { printError } from './print-error';
import { printValue } from './print-value';
import { toXml } from './xml';

function value(text: string): Value {
  return createInterpreter({ io: new MemoryIo() }).evalText(text, { baseDir: '/dir', label: '«string»' });
}

describe('values', () => {
  test('that nobody asked for print as code', () => {
    const text = '{ a = 1; b = 1 + 1; c = { }; d = [ ]; e = x: x; f = [ 1 ]; }';
    expect(printValue(value(text), { isStrict: false })).toBe(
      '{ a = 1; b = <CODE>; c = <CODE>; d = [ ]; e = <CODE>; f = <CODE>; }',
    );
    expect(printValue(value(text), { isStrict: true })).toBe(
      '{ a = 1; b = 2; c = { }; d = [ ]; e = <LAMBDA>; f = [ 1 ]; }',
    );
  });

  test('that contain themselves end', () => {
    expect(printValue(value('let a = { x = a; y = [ a ]; }; in a'), { isStrict: true })).toBe(
      '{ x = «repeated»; y = [ «repeated» ]; }',
    );
  });
});

describe('JSON', () => {
  test.each([
    [1, '1.0'],
    [0.1, '0.1'],
    [1e-7, '1e-07'],
    [1e15, '1e+15'],
    [123456789012345, '123456789012345.0'],
    [1.5e300, '1.5e+300'],
    [-0, '-0.0'],
  ])('the float %d is %s', (float, text) => {
    expect(jsonFloat(float)).toBe(text);
  });

  test.each(['{ a = 1 + 1; }', '[ (x: x) ]', '{ a = { }; }'])(
    'does not compute parts of %s unless asked',
    (text) => {
      expect(() => toJsonText(value(text), { isLazy: true })).toThrow('cannot convert a thunk to JSON');
    },
  );

  test('shows what is there without computing', () => {
    expect(toJsonText(value('{ a = 1; b = [ ]; c = "d"; }'), { isLazy: true })).toBe(
      '{"a":1,"b":[],"c":"d"}',
    );
  });

  test('names what cannot be converted, with the way there', () => {
    try {
      toJsonText(value('{ a = [ 1 (x: x) ]; }'));
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof NixError)) throw error;
      expect([error.message, ...error.frames.map((frame) => frame.message)]).toEqual([
        'cannot convert a function to JSON',
        'while evaluating list element at index 1',
        "while evaluating attribute 'a'",
      ]);
    }
  });
});

test('XML leaves out what is not computed', () => {
  const options = { isStrict: false, hasPositions: false };
  expect(toXml(value('[ 1 (1 + 1) ]'), options)).toBe(
    "<?xml version='1.0' encoding='utf-8'?>\n<expr>\n  <list>\n    <int value=\"1\" />\n    <unevaluated />\n  </list>\n</expr>\n",
  );
});

describe('errors', () => {
  const source = new SourceFile('/a.nix', 'one\n\ttwo\nthree');
  const span = { source, start: 5, end: 8 };

  test('show the place with the lines around it', () => {
    expect(printError(new NixError('eval', 'bad', span, 'Try more.'), { hasFullTrace: false })).toBe(
      [
        'error: bad',
        '       at /a.nix:2:2:',
        '            1| one',
        // The tab stops are those of the whole text.
        '            2|         two',
        '             |  ^',
        '            3| three',
        '       Try more.',
      ].join('\n'),
    );
  });

  test('do not steer the terminal', () => {
    const error = new NixError('eval', 'a\x1b[31mb\x1b[0mc\x07\rd\x1b7e\x1bYf');
    expect(printError(error, { hasFullTrace: false })).toBe('error: abcd7ef');
  });

  test('show the outer steps first, and only the first few unless asked', () => {
    const error = new NixError('eval', 'bad').addContext('said');
    for (const step of ['c', 'b', 'a']) error.addFrame(step, span);
    error.addFrame('call', undefined, true);
    const short = printError(error, { hasFullTrace: false });
    expect(short.match(/… \w+/g)).toEqual(['… a', '… b', '… said']);
    expect(short).toContain('stack trace truncated');
    expect(printError(error, { hasFullTrace: true }).match(/… \w+/g)).toEqual([
      '… call',
      '… a',
      '… b',
      '… c',
      '… said',
    ]);
  });

  test.each([
    [6, ['… a', '… a', '… a', '… a', '… a', '… a', '… b']],
    [7, ['… a', '(6 dup', '… b']],
  ])('count %d steps that are the same', (times, expected) => {
    const error = new NixError('eval', 'bad').addFrame('b');
    for (let time = 0; time < times; time++) error.addFrame('a', span);
    expect(printError(error, { hasFullTrace: true }).match(/… \w|\(\d+ dup/g)).toEqual(expected);
  });
});
