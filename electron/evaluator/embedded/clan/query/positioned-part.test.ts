import { describe, expect, test } from 'vitest';
import { movedPart } from './positioned-part';

const file = 'inventory.json';
const span = { path: file, line: 10, column: 3, endLine: 11, endColumn: 5 };
const inputs = [{}, 'same'];
const part = {
  inputs,
  anchor: [10, 3, 10, 12],
  value: {
    place: { kind: 'json', label: file, span },
    other: { place: { kind: 'nix', label: 'clan.nix:10', span: { ...span, path: 'clan.nix' } } },
    layers: [{ value: { span }, access: { canWrite: true } }, 'text', null],
  },
};

describe('what was made of an element', () => {
  test('is the same while it stands at the same place', () => {
    expect(movedPart(part, [...inputs], [10, 3, 10, 12], file)).toBe(part);
  });

  test('names other lines when the element has moved; what users write is left alone', () => {
    const moved = movedPart(part, inputs, [14, 3, 14, 12], file)?.value;
    expect(moved).toEqual({
      ...part.value,
      place: { kind: 'json', label: file, span: { ...span, line: 14, endLine: 15 } },
    });
    expect(moved?.other).toBe(part.value.other);
    expect(moved?.layers).toBe(part.value.layers);
  });

  test('is made anew when it is of something else, or moved in another way', () => {
    expect(movedPart(undefined, inputs, [10, 3], file)).toBeUndefined();
    expect(movedPart(part, [{}, 'same'], part.anchor, file)).toBeUndefined();
    expect(movedPart(part, inputs, [14, 4, 14, 13], file)).toBeUndefined();
    expect(movedPart(part, inputs, [14, 3, 15, 12], file)).toBeUndefined();
    expect(movedPart(part, inputs, [14, 3], file)).toBeUndefined();
    expect(movedPart(part, inputs, [], file)).toBeUndefined();
  });
});
