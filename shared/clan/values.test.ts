import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../base/json';
import { describeFile } from './definition-place';
import {
  isEmptyContainer,
  shareStructure,
  valueAt,
  withKey,
  withoutKey,
  withoutValueAt,
  withRenamedKey,
  withValueAt,
} from './json-tree';
import { instanceNameProblem, isStructuralSettingsKey, machineNameProblem, tagNameProblem } from './names';
import { pathText, valueText } from './value-text';
import { settingsDefiner, unwrapSettings } from './wrapped-settings';

describe('json-tree', () => {
  it('reads own keys only', () => {
    expect(valueAt({}, ['toString'])).toBeUndefined();
    expect(valueAt({}, ['__proto__', 'x'])).toBeUndefined();
    expect(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
    expect(valueAt({ a: [1] }, ['a', '0'])).toBeUndefined();
  });

  it('changes one path and shares the rest', () => {
    const root: JsonObject = { a: { x: 1 }, b: { y: [1, { z: 2 }] } };
    const next = withValueAt(root, ['b', 'y', 1, 'z'], 3) as JsonObject;
    expect(next).toEqual({ a: { x: 1 }, b: { y: [1, { z: 3 }] } });
    expect(next['a']).toBe(root['a']);
    expect(withValueAt(root, ['a', 'x'], 1)).toBe(root);
    expect(withoutValueAt(root, ['b', 'nothing', 'here'])).toBe(root);
    expect(withoutValueAt(root, ['b', 'y', 0])).toEqual({ a: { x: 1 }, b: { y: [{ z: 2 }] } });
    expect(withoutValueAt(root, ['b', 'y', 1, 'z'])).toEqual({ a: { x: 1 }, b: { y: [1, {}] } });
    expect(withoutValueAt(3, ['a'])).toBe(3);
  });

  it('keeps the order of keys', () => {
    const root: JsonObject = { a: 1, b: 2 };
    expect(Object.keys(withKey(root, 'c', 3, 'a'))).toEqual(['a', 'c', 'b']);
    expect(Object.keys(withKey(root, 'c', 3, 'nobody'))).toEqual(['a', 'b', 'c']);
    expect(Object.keys(withRenamedKey(root, 'a', '__proto__'))).toEqual(['__proto__', 'b']);
    expect(withoutKey(root, 'nobody')).toBe(root);
  });

  it('makes equal parts the same objects, unless their keys stand in another order', () => {
    const old: JsonObject = { a: { x: 1 }, b: [{ y: 1 }], c: { p: 1, q: 2 } };
    const next = shareStructure(
      old,
      JSON.parse('{"a":{"x":1},"b":[{"y":1},2],"c":{"q":2,"p":1}}') as Json,
    ) as JsonObject;
    expect(next['a']).toBe(old['a']);
    expect((next['b'] as readonly Json[])[0]).toBe((old['b'] as readonly Json[])[0]);
    expect(next['c']).not.toBe(old['c']);
    expect(shareStructure(old, structuredClone(old))).toBe(old);
    expect(shareStructure(undefined, [1])).toEqual([1]);
  });

  it('knows what is empty', () => {
    expect([{}, [], null, 0, [0], undefined].map(isEmptyContainer)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('names', () => {
  it.each(['athena', 'web-1', 'A1', 'x'.repeat(63)])('%s is a machine name', (name) => {
    expect(machineNameProblem(name)).toBeNull();
  });
  it.each(['', '-a', 'a-', 'a.b', 'a b', 'ü', 'x'.repeat(64)])('“%s” is none', (name) => {
    expect(machineNameProblem(name)).toMatch(/name/);
  });
  it.each([
    ['', false],
    [' a', false],
    ['a\n', false],
    ['a\u0007b', false],
    ['my “backup” 1.2', true],
  ])('%j as the name of an instance or tag', (name, isFine) => {
    expect(instanceNameProblem(name) === null).toBe(isFine);
    expect(tagNameProblem(name) === null).toBe(isFine);
  });
  it('some settings mean something to the module system', () => {
    expect(['key', '_module', 'config', 'name', 'meta'].map(isStructuralSettingsKey)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('value-text', () => {
  it.each<[Json, string]>([
    [null, 'null'],
    ['a"${b}', '"a\\"\\${b}"'],
    [['/var/lib', 1], '[ "/var/lib" 1 ]'],
    [{ a: true, 'b c': [] }, '{ a = true; "b c" = [ ]; }'],
  ])('%j', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
  it('is short, also for huge values', () => {
    const huge = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 'x'.repeat(1_000)]),
    );
    expect(valueText(huge).length).toBeLessThanOrEqual(60);
    expect(valueText('x'.repeat(10_000_000)).length).toBeLessThanOrEqual(60);
  });
  it('quotes keys that are no plain names', () => {
    expect(pathText(['a', 'b.c', 0])).toBe('a."b.c".0');
  });
});

describe('places and wrappers', () => {
  it.each([
    ['/clan/inventory.json, via option meta', { kind: 'json', label: 'inventory.json' }],
    ['/clan/clan.nix, via option inventory', { kind: 'nix', label: 'clan.nix' }],
    ['/clan/machines/found', { kind: 'directory', label: 'machines/found/' }],
    ['/clan/machines/found/configuration.nix', { kind: 'nix', label: 'machines/found/configuration.nix' }],
    ['<clan-core>/modules/clan/module.nix', { kind: 'nix', label: 'clan.machines' }],
    ['<clan-core>/flakeModules/clan.nix, via option x', { kind: 'nix', label: 'a flake-parts module' }],
    ['<clan-core>/modules/x.nix', { kind: 'clan', label: 'computed by Clan' }],
    ['<unknown-file>', { kind: 'nix', label: '<unknown-file>' }],
  ])('%s', (file, place) => {
    expect(describeFile(file, '/clan')).toEqual(place);
  });
  it('settings come out of their wrapper, anything else stays', () => {
    const wrapped = { imports: [{ _file: '/clan/clan.nix, via option x', imports: [{ a: 1 }] }] };
    expect(unwrapSettings(wrapped)).toEqual({ a: 1 });
    expect(settingsDefiner(wrapped)).toBe('/clan/clan.nix, via option x');
    expect(
      settingsDefiner({ imports: [{ _file: '<clan-core>/modules/inventoryClass/x.nix', imports: [{}] }] }),
    ).toBeNull();
    const others: readonly Json[] = [{ a: 1 }, { imports: [] }, { imports: [{ _file: 1, imports: [1] }] }, 3];
    for (const other of others) {
      expect(unwrapSettings(other)).toBe(other);
      expect(settingsDefiner(other)).toBeUndefined();
    }
  });
});
