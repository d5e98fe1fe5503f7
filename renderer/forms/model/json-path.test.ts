import { describe, expect, it } from 'vitest';
import type { Json } from '../../../shared/base/json';
import { pathKey, valueAt } from './json-path';

const settings = JSON.parse('{"a":{"b":1,"x.y":[{"c":2},3],"__proto__":{"d":4}},"z":null}') as Json;

describe('places inside JSON', () => {
  it('reads values, null and what is not there', () => {
    expect(valueAt(settings, ['a', 'x.y', 0, 'c'])).toBe(2);
    expect(valueAt(settings, ['z'])).toBeNull();
    expect(valueAt(settings, ['z', 'b'])).toBeUndefined();
    expect(valueAt(settings, ['a', 'x.y', 'length'])).toBeUndefined();
    expect(valueAt(settings, ['toString'])).toBeUndefined();
    expect(valueAt(settings, ['a', '__proto__', 'd'])).toBe(4);
    expect(valueAt(settings, ['z', '__proto__'])).toBeUndefined();
  });

  it('gives each path a key of its own', () => {
    expect(new Set([['a.b'], ['a', 'b'], ['a', 0], ['a', '0']].map(pathKey)).size).toBe(4);
  });
});
