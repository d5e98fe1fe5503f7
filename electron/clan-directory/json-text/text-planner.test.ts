import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../../shared/base/exact-number';
import type { Json, JsonObject, JsonPath } from '../../../shared/base/json';
import { jsonEqual } from '../../../shared/base/json';
import { withValueAt } from '../../../shared/clan/json-tree';
import { planText } from './text-planner';

function plan(text: string, after: JsonObject): string {
  return planText(text, JSON.parse(text) as JsonObject, after);
}

const drawing = `{
  "instances": {
    "backup": {
      "module": { "name": "backup", "input": "self" },
      "roles": {
        "client": {
          "machines": { "athena": {}, "daphne": {} },
          "tags": { "laptop": {} },
          "settings": { "backupFolders": [] }
        },
        "server": {
          "machines": {
            "borealis": { "settings": {
              "directory": "/srv/borg"
            } }
          }
        }
      }
    }
  }
}
`;

describe('planText', () => {
  it('changes exactly the lines of the drawing', () => {
    const roles = ['instances', 'backup', 'roles'];
    const steps: readonly (readonly [JsonPath, Json])[] = [
      [[...roles, 'client', 'machines', 'echo'], {}],
      [[...roles, 'client', 'settings', 'backupFolders'], ['/var/lib']],
      [[...roles, 'server', 'machines', 'borealis', 'settings', 'quota'], '500G'],
    ];
    const start = JSON.parse(drawing) as Json;
    const after = steps.reduce((value, [path, next]) => withValueAt(value, path, next), start) as JsonObject;
    const expected = drawing
      .replace('"daphne": {} }', '"daphne": {}, "echo": {} }')
      .replace('[]', '["/var/lib"]')
      .replace('"/srv/borg"\n', '"/srv/borg",\n              "quota": "500G"\n');
    expect(plan(drawing, after)).toBe(expected);
  });

  it('keeps the text when only the order of keys differs, or nothing', () => {
    const text = '{"b": 1.0, "a": 12345678901234567890}';
    expect(plan(text, { a: Number('12345678901234567890'), b: 1 })).toBe(text);
  });

  it.each([
    ['{"a": 2.0, "b": 1}', '{"a": 2.0, "b": 3.50}'],
    ['{"a": 2}', '{"a": 2.0}'],
    ['{"a": 2.0}', '{"a": 2}'],
    ['{"a": {"x": 1}}', '{"a": 9007199254740993}'],
    ['{"a": 9007199254740993}', '{"a": {"x": 1}}'],
    ['{"a": [1.0, 2]}', '{"a": [1.0, 2, 3.0]}'],
  ])('writes numbers with their digits: %s to %s', (text, expected) => {
    const before = parseExactJson(text) as JsonObject;
    const result = planText(text, before, parseExactJson(expected) as JsonObject);
    expect(result.replace('{ "x"', '{"x"').replace('1 }}', '1}}')).toBe(expected);
  });

  it.each<[string, string, JsonObject, string]>([
    [
      'first entry of an empty file',
      '{}\n',
      { machines: { a: {} } },
      '{\n  "machines": {\n    "a": {}\n  }\n}\n',
    ],
    ['minified', '{"a":{"b":1}}', { a: { b: 1, c: [1, 2] }, d: {} }, '{"a":{"b":1,"c":[1,2]},"d":{}}'],
    [
      'tabs and CRLF',
      '{\r\n\t"a": 1\r\n}',
      { a: 1, b: { c: 2 } },
      '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": 2\r\n\t}\r\n}',
    ],
    ['first of several goes', '{\n  "a": 1,\n  "b": 2\n}', { b: 2 }, '{\n  "b": 2\n}'],
    ['last of several goes', '{\n  "a": 1,\n  "b": 2\n}', { a: 1 }, '{\n  "a": 1\n}'],
    ['the only one goes', '{\n  "a": { "b": 1 }\n}', { a: {} }, '{\n  "a": {}\n}'],
    ['a key is renamed in its place', '{ "a": 1.0, "b": 2 }', { c: 1, b: 2 }, '{ "c": 1.0, "b": 2 }'],
    [
      'a copy keeps its digits',
      '{ "a": { "x": 1.0 } }',
      copyOf('a', 'b'),
      '{ "a": { "x": 1.0 }, "b": { "x": 1.0 } }',
    ],
    ['an item in the middle', '[1.0, 2, 4]', [1, 2, 3, 4] as never, '[1.0, 2, 3, 4]'],
    [
      'escapes as the file does',
      '{"a": "\\u00fc"}',
      { a: 'ü', ö: 'ä' },
      '{"a": "\\u00fc", "\\u00f6": "\\u00e4"}',
    ],
    ['BOM and no final newline', '{ "a": [ 1 ] }', { a: [1, 2] }, '{ "a": [ 1, 2 ] }'],
    [
      'a key called __proto__',
      '{ "a": 1 }',
      JSON.parse('{"a":1,"__proto__":{}}') as JsonObject,
      '{ "a": 1, "__proto__": {} }',
    ],
    ['a new key in front', '{ "b": 1 }', { a: 0, b: 1 }, '{ "a": 0, "b": 1 }'],
    [
      'a list on several lines',
      '{\n  "a": [\n    "x"\n  ]\n}',
      { a: ['x', 'y'] },
      '{\n  "a": [\n    "x",\n    "y"\n  ]\n}',
    ],
    [
      'a blank line here and there is no style',
      '{\n  "a": 1,\n  "b": 2,\n\n  "c": 3\n}',
      { a: 1, b: 2, c: 3, d: 4 },
      '{\n  "a": 1,\n  "b": 2,\n\n  "c": 3,\n  "d": 4\n}',
    ],
    [
      'a blank line everywhere is the author’s, not ours',
      '{\n  "a": 1,\n\n  "b": 2\n}',
      { a: 1, b: 2, c: 3 },
      '{\n  "a": 1,\n\n  "b": 2,\n  "c": 3\n}',
    ],
    [
      'a blank line with CRLF, at the end and in front',
      '{\r\n  "b": 1,\r\n\r\n  "c": 2\r\n}',
      { a: 0, b: 1, c: 2, d: 3 },
      '{\r\n  "a": 0,\r\n  "b": 1,\r\n\r\n  "c": 2,\r\n  "d": 3\r\n}',
    ],
    [
      'keys that look like numbers stay where they are, new ones come last',
      '{ "b": 1, "10": 2, "9": 3 }',
      { 1: 0, 9: 4, 10: 2, b: 1, c: 5 },
      '{ "b": 1, "10": 2, "9": 4, "c": 5, "1": 0 }',
    ],
    [
      'a key that looks like a number is renamed in its place',
      '{ "b": 1, "10": 2.0, "c": 3 }',
      { b: 1, c: 3, ten: 2 },
      '{ "b": 1, "ten": 2.0, "c": 3 }',
    ],
    ['a name that stands twice is changed where it counts', '{"a": 1, "a": 2}', { a: 3 }, '{"a": 1, "a": 3}'],
    ['a name that stands twice goes twice', '{"a": 1, "b": 0, "a": 2}', { b: 0 }, '{"b": 0}'],
  ])('%s', (_, text, after, expected) => {
    const before = JSON.parse(text) as JsonObject;
    const target = (after as { shared?: unknown }).shared === undefined ? after : withCopy(before, after);
    expect(planText(text, before, target)).toBe(expected);
  });

  it('gives a text that says the new value, whatever the old text looks like', () => {
    const random = generator(7);
    for (let round = 0; round < 1_000; round++) {
      const before = randomObject(random, 3);
      const text = randomText(before, random);
      const after = mutate(before, random) as JsonObject;
      const result = planText(text, before, after);
      expect(
        jsonEqual(JSON.parse(result) as Json, after),
        `${text}\n→ ${JSON.stringify(after)}\n${result}`,
      ).toBe(true);
      expect(planText(result, after, after)).toBe(result);
    }
  });
});

function copyOf(source: string, copy: string): JsonObject {
  return { shared: [source, copy] };
}

function withCopy(before: JsonObject, copy: JsonObject): JsonObject {
  const [from, to] = copy['shared'] as readonly string[];
  return { ...before, [to ?? '']: before[from ?? ''] as Json };
}

type Random = (limit: number) => number;

function generator(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const keys = ['a', 'b', 'machines', 'x.y', 'with "quote"', 'ünï', '__proto__', ' ', ''];

function randomValue(random: Random, depth: number): Json {
  const kind = random(depth > 0 ? 7 : 4);
  if (kind === 0) return null;
  if (kind === 1) return random(2) === 0;
  if (kind === 2) return random(1000) / 4;
  if (kind === 3) return keys[random(keys.length)] ?? '';
  if (kind === 4) return Array.from({ length: random(4) }, () => randomValue(random, depth - 1));
  return randomObject(random, depth - 1);
}

function randomObject(random: Random, depth: number): JsonObject {
  return Object.fromEntries(
    Array.from({ length: random(4) }, () => [keys[random(keys.length)] ?? '', randomValue(random, depth)]),
  );
}

function mutate(value: Json, random: Random): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).flatMap((item) => {
      const dice = random(6);
      if (dice === 0) return [];
      if (dice === 1) return [item, randomValue(random, 1)];
      return dice === 2 ? [mutate(item, random)] : [item];
    });
    return random(4) === 0 ? [randomValue(random, 1), ...items] : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as JsonObject).flatMap(([key, item]): [string, Json][] => {
      const dice = random(8);
      if (dice === 0) return [];
      if (dice === 1) return [[keys[random(keys.length)] ?? '', item]];
      if (dice === 2)
        return [
          [key, item],
          [keys[random(keys.length)] ?? '', randomValue(random, 1)],
        ];
      return [[key, dice < 5 ? mutate(item, random) : item]];
    });
    return Object.fromEntries(entries);
  }
  return random(2) === 0 ? value : randomValue(random, 1);
}

/** The value as text with random line breaks, indentation and spaces, as people write it. */
function randomText(value: Json, random: Random): string {
  const styles = [
    () => JSON.stringify(value),
    () => JSON.stringify(value, null, 2),
    () => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
    () => messy(value, random),
  ];
  return (styles[random(styles.length)] ?? messy)(value, random);
}

function messy(value: Json, random: Random): string {
  const space = (): string => ['', ' ', '\n', '\n    ', '  '][random(5)] ?? '';
  const text = (item: Json): string => {
    if (Array.isArray(item))
      return `[${space()}${(item as Json[]).map(text).join(`${space()},${space()}`)}${space()}]`;
    if (typeof item !== 'object' || item === null) return JSON.stringify(item);
    const entries = Object.entries(item as JsonObject).map(
      ([key, inner]) => `${JSON.stringify(key)}${space()}:${space()}${text(inner)}`,
    );
    return `{${space()}${entries.join(`${space()},${space()}`)}${space()}}`;
  };
  return space() + text(value) + space();
}
