import { describe, expect, test } from 'vitest';
import { SourceFile } from './source-file';
import { utf8Length } from './utf8';

describe('places', () => {
  test('count columns in bytes, and units beside them', () => {
    const source = new SourceFile('/f', 'a é𝄞x\udcffy');
    expect(
      ['a', 'é', '𝄞', 'x', '\udcff', 'y'].map((char) => source.lineColumn(source.text.indexOf(char))),
    ).toEqual([
      { line: 1, column: 1, unit: 1 },
      { line: 1, column: 3, unit: 3 },
      { line: 1, column: 5, unit: 4 },
      { line: 1, column: 9, unit: 6 },
      { line: 1, column: 10, unit: 7 },
      { line: 1, column: 11, unit: 8 },
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('know the line break %j', (lineBreak) => {
    const source = new SourceFile('/f', ['a', 'b', '', 'c'].join(lineBreak));
    const places = ['a', 'b', 'c'].map((char) => source.lineColumn(source.text.indexOf(char)));
    expect(places.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 1],
      [4, 1],
    ]);
  });
});

test.each(['', 'abc', 'äß', '€', '𝄞', 'a€𝄞é'])('the length of %j in UTF-8', (text) => {
  expect(utf8Length(text, 0, text.length)).toBe(new TextEncoder().encode(text).length);
});
