import { describe, expect, it } from 'vitest';
import { asNumber, digitsOf, exactJsonText, exactNumber, parseExactJson } from './exact-number';

describe('exact numbers', () => {
  it.each(['2.0', '1.50', '9007199254740993', '1e3', '-0', '0.1E+2', '12345678901234567890'])(
    '%s keeps its digits through a document',
    (digits) => {
      const text = `{"a":[${digits},{"b":${digits}}],"c":1}`;
      expect(exactJsonText(parseExactJson(text))).toBe(text);
      expect(digitsOf(exactNumber(digits))).toBe(digits);
      expect(asNumber(exactNumber(digits))).toBe(Number(digits));
    },
  );

  it('are plain numbers where nothing is lost', () => {
    expect(exactNumber('22')).toBe(22);
    expect(exactNumber('1.5')).toBe(1.5);
    expect(parseExactJson('[22, 1.5, -3]')).toEqual([22, 1.5, -3]);
    expect(digitsOf(22)).toBe('22');
  });

  it('are told from everything else', () => {
    for (const value of ['2.0', { number: '2.0' }, [], null, true]) expect(digitsOf(value)).toBeUndefined();
  });

  it('leaves alone what looks like numbers inside texts and names', () => {
    const text = '{"2.0":"1.0 and \\"3.0\\" \\\\","x":"{\\"\\\\u0000number\\":\\"2.0\\"}"}';
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
    expect(exactJsonText(parseExactJson(text))).toBe(text);
  });

  it('keeps __proto__ a name, and says what is no JSON', () => {
    expect(Object.keys(parseExactJson('{"__proto__": 2.0}') as object)).toEqual(['__proto__']);
    expect(() => parseExactJson('{"a": 2.}')).toThrow(SyntaxError);
  });

  it('indents', () => {
    expect(exactJsonText({ a: exactNumber('2.0'), b: 'x' }, 2)).toBe('{\n  "a": 2.0,\n  "b": "x"\n}');
  });
});
