import { describe, expect, test } from 'vitest';
import { AttrSet, forceAttrs, forceList, toJsonText, toJsonValue } from '../nix';
import { JsonSyntaxError, parseJsonDocument, parseJsonWithSpans } from './json-source';
import type { JsonDocument } from './json-source';

function parse(text: string): ReturnType<typeof parseJsonWithSpans> {
  return parseJsonWithSpans({ path: '/clan/inventory.json', text });
}

function syntaxError(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const { line, column } = error.span.source.lineColumn(error.span.start);
    return `${line}:${column} ${error.message}`;
  }
  return 'no error';
}

describe('reading JSON', () => {
  test.each([
    '{"a":[1,-2,3.5,1e3],"b":{"c":null,"d":true},"e":"x\\ny\\u00e9"}',
    '[]',
    '{}',
    '"\\"\\\\"',
    '9223372036854775807',
    '-9223372036854775808',
  ])('gives the same as Nix for %s', (text) => {
    const wanted = JSON.stringify(JSON.parse(text));
    const integers = /^-?\d{16,}$/.test(text);
    expect(JSON.stringify(JSON.parse(toJsonText(parse(text))))).toBe(
      integers ? JSON.stringify(JSON.parse(text)) : wanted,
    );
  });

  test('keeps 64-bit integers, makes floats of larger ones, and refuses what Nix refuses', () => {
    expect(parse('9223372036854775807')).toBe(9223372036854775807n);
    expect(parse('18446744073709551616')).toBe(2 ** 64);
    expect(parse('-9223372036854775809')).toBe(-(2 ** 63));
    expect(syntaxError('[ 9223372036854775808 ]')).toBe(
      '1:3 the number 9223372036854775808 is larger than Nix integers can be',
    );
    expect(syntaxError('[ 18446744073709551615 ]')).toContain('18446744073709551615');
    expect(syntaxError('{"a": 1e400}')).toBe('1:7 the number 1e400 is too large');
  });

  test('takes the last of repeated keys', () => {
    expect(toJsonText(parse('{"a":1,"a":2}'))).toBe('{"a":2}');
  });

  test('remembers where members are written', () => {
    const value = parse('{\n  "a": {\n    "b": 1\n  }\n}');
    if (!(value instanceof AttrSet)) throw new Error('not a set');
    const inner = value.get('a');
    if (!(inner instanceof AttrSet)) throw new Error('not a set');
    const span = inner.positionOf('b');
    expect(span?.source.lineColumn(span.start)).toMatchObject({ line: 3, column: 5 });
  });

  test.each([
    ['{"a":1,}', '1:8 expected a name in double quotes'],
    ['{"a" 1}', "1:6 expected ':' after the name"],
    ['{"a":1 "b":2}', "1:8 expected ',' or '}'"],
    ['[1 2]', "1:4 expected ',' or ']'"],
    ['[1,\n 2', "2:3 expected ',' or ']'"],
    ['{"a": "x\n"}', '1:9 a line break or control character inside a string'],
    ['"x', '1:1 the string is not closed'],
    ['"\\q"', '1:1 unknown escape inside a string'],
    ['', '1:1 the JSON text ends too early'],
    ['nul', '1:1 unexpected "n", expected a JSON value'],
    ['01', '1:2 unexpected text after the end of the JSON value'],
    ['1 2', '1:3 unexpected text after the end of the JSON value'],
    ['// no\n1', '1:1 unexpected "/", expected a JSON value'],
  ])('refuses %j', (text, message) => {
    expect(syntaxError(text)).toBe(message);
  });

  test('refuses endless nesting instead of running out of stack', () => {
    expect(syntaxError('['.repeat(100_000))).toBe('1:1001 lists and objects are nested too deeply');
  });
});

describe('reading a text after another', () => {
  const before = '{ "a": { "x": [1, { "deep": 1 }] }, "b": { "y": 2 }, "c": {} }';

  function next(text: string): { readonly old: AttrSet; readonly now: AttrSet } {
    const old = parseJsonDocument({ path: '/clan/inventory.json', text: before }, undefined);
    const now = parseJsonDocument({ path: '/clan/inventory.json', text }, old);
    return { old: forceAttrs(old.value), now: forceAttrs(now.value) };
  }

  test('takes over what is written in the same words, and nothing else', () => {
    const { old, now } = next('{ "a": { "x": [1, { "deep": 1 }] }, "b": { "y": 3 }, "c": {} }');
    expect(now.get('a')).toBe(old.get('a'));
    expect(now.get('b')).not.toBe(old.get('b'));
    expect(forceAttrs(now.get('b') ?? null).get('y')).toBe(3n);
  });

  test('tells the places of the new text for what it took over', () => {
    const text = '{\n\n  "new": 1,\n  "b": { "y": 2 },\n "a": { "x": [1, { "deep": 1 }] } }';
    const { old, now } = next(text);
    const a = forceAttrs(now.get('a') ?? null);
    expect(a).toBe(old.get('a'));
    const span = a.positionOf('x');
    expect(text.slice(span?.start, span?.end)).toBe('"x"');
    const inner = forceAttrs(forceList(a.get('x') ?? null)[1] ?? null);
    const deep = inner.positionOf('deep');
    expect(text.slice(deep?.start, deep?.end)).toBe('"deep"');
    expect(deep?.source.text).toBe(text);
  });

  test('reads the same as without a text before it', () => {
    const texts = [before, '{}', '[1, {"a": {}}]', '{ "a": { "x": [1] }, "a": { "x": [2] } }', before];
    let previous: JsonDocument | undefined;
    for (const text of texts) {
      previous = parseJsonDocument({ path: '/clan/inventory.json', text }, previous);
      expect(toJsonValue(previous.value)).toEqual(toJsonValue(parse(text)));
    }
  });
});
