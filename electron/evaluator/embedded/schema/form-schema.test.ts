import { describe, expect, test } from 'vitest';
import { exactJsonText } from '../../../../shared/base/exact-number';
import type { Json, JsonObject } from '../../../../shared/base/json';
import { optionsToFormSchema } from './form-schema';
import { optionsOf } from './testing/options-of';

function formOf(options: string): { readonly root: Json; readonly codes: readonly string[] } {
  const { schema, diagnostics } = optionsToFormSchema(optionsOf(`{ options = ${options}; }`), '/clan');
  const defs = schema['$defs'] as { readonly Input: Json };
  return { root: defs.Input, codes: diagnostics.map(({ code }) => code) };
}

function property(type: string): Json {
  const { root } = formOf(`{ x = mkOption { type = ${type}; }; }`);
  return (root as { readonly properties: { readonly x: Json } }).properties.x;
}

describe('form schemas keep what the plain conversion loses', () => {
  test.each([
    ['types.port', { type: 'integer', minimum: 0, maximum: 65535 }],
    ['types.ints.positive', { type: 'integer', minimum: 1 }],
    ['types.ints.unsigned', { type: 'integer', minimum: 0 }],
    ['types.ints.between (-2) 5', { type: 'integer', minimum: -2, maximum: 5 }],
    ['types.ints.s8', { type: 'integer', minimum: -128, maximum: 127 }],
    ['types.numbers.between 0.5 1', { type: 'number', minimum: 0.5, maximum: 1 }],
    ['types.strMatching "[[:alpha:]_]+"', { type: 'string', pattern: '^(?:[A-Za-z_]+)$' }],
    ['types.enum [ "a" "b" ]', { enum: ['a', 'b'] }],
    ['types.float', { type: 'number', format: 'float' }],
    ['types.attrs', { type: 'object', additionalProperties: {} }],
    ['types.nonEmptyListOf types.int', { type: 'array', minItems: 1 }],
    ['types.uniq types.port', { type: 'integer', maximum: 65535 }],
    ['types.path', { type: 'string', pattern: '^/' }],
    ['types.externalPath', { type: 'string', pattern: '^/' }],
    ['types.pathWith { absolute = false; }', { type: 'string', pattern: '^(?!/)' }],
  ])('%s', (type, schema) => {
    expect(property(type)).toMatchObject(schema);
  });

  test('null and other branches have labels', () => {
    expect(property('types.nullOr (types.either types.int types.str)')).toMatchObject({
      oneOf: [{ type: 'null' }, { type: 'integer' }, { type: 'string' }],
      'x-clan': { branchLabels: ['nothing (null)', 'signed integer', 'string'], typeName: 'nullOr' },
    });
  });

  test('branches that an instance can fit together are anyOf', () => {
    expect(property('types.either types.str (types.enum [ "a" ])')).toMatchObject({
      anyOf: [{ type: 'string' }, { enum: ['a'] }],
    });
    expect(property('types.either types.int types.float')).toMatchObject({
      anyOf: [{ type: 'integer' }, { type: 'number' }],
    });
  });

  test('a narrow number does not hide a wider one that comes after it', () => {
    expect(property('types.oneOf [ types.ints.positive types.port types.str ]')).toMatchObject({
      anyOf: [{ minimum: 1 }, { minimum: 0, maximum: 65535 }, { type: 'string' }],
    });
  });

  test('branches that no value reaches, because an earlier one takes all sets or lists, are no choice', () => {
    expect(
      property('types.oneOf [ (types.attrsOf types.int) types.str (types.submodule { }) types.attrs ]'),
    ).toMatchObject({ oneOf: [{ type: 'object' }, { type: 'string' }] });
    expect(property('types.either (types.listOf types.int) (types.listOf types.str)')).toMatchObject({
      type: 'array',
      items: { type: 'integer' },
    });
    // A check of its own decides which of two sets it is; so does a list that must not be empty.
    expect(
      property('types.either (types.addCheck types.attrs (x: x ? kind)) (types.attrsOf types.int)'),
    ).toHaveProperty('anyOf.length', 2);
    expect(property('types.either (types.nonEmptyListOf types.int) (types.listOf types.str)')).toHaveProperty(
      'anyOf.length',
      2,
    );
  });

  test('only what has no value without a definition has to be given', () => {
    const { root } = formOf(`{
      text = mkOption { type = types.str; };
      list = mkOption { type = types.listOf types.str; };
      some = mkOption { type = types.nonEmptyListOf types.str; };
      maybe = mkOption { type = types.nullOr types.str; };
      map = mkOption { type = types.attrsOf types.str; };
      free = mkOption { type = types.submodule { options.a = mkOption { type = types.int; default = 1; }; }; };
      strict = mkOption { type = types.submodule { options.a = mkOption { type = types.int; }; }; };
      set = mkOption { type = types.submodule { options.a = mkOption { type = types.int; }; config.a = 1; }; };
      known = mkOption { type = types.int; default = 1; };
    }`);
    expect(root).toHaveProperty('required', ['some', 'strict', 'text']);
  });

  test('maps, lists and submodules nest, with hints at every option', () => {
    expect(
      property(
        'types.attrsOf (types.submodule { options.tags = mkOption { type = types.listOf types.str; default = [ ]; }; })',
      ),
    ).toMatchObject({
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          tags: {
            type: 'array',
            items: { type: 'string' },
            'x-clan': { loc: ['x', '<name>', 'tags'], hasDefault: true, default: [] },
          },
        },
      },
    });
  });

  test('tags are variants with titles', () => {
    expect(
      property('types.attrTag { a = mkOption { type = types.int; }; b = mkOption { type = types.str; }; }'),
    ).toMatchObject({
      oneOf: [
        { title: 'a', required: ['a'] },
        { title: 'b', required: ['b'] },
      ],
      'x-clan': { branchLabels: ['a', 'b'] },
    });
  });

  test('defaults that are no plain data are shown as text', () => {
    const { root } = formOf(`{
      f = mkOption { type = types.str; default = x: x; defaultText = lib.literalExpression "x: x"; };
      e = mkOption { type = types.int; default = 1; example = 2; };
    }`);
    expect(root).toMatchObject({
      properties: {
        f: { 'x-clan': { hasDefault: true, defaultText: 'x: x' } },
        e: { 'x-clan': { hasDefault: true, default: 1, example: '2' } },
      },
    });
  });
});

describe('what cannot be a form', () => {
  test('is a free JSON value and said', () => {
    const { root, codes } = formOf(
      '{ f = mkOption { type = types.functionTo types.int; }; n = mkOption { type = types.int; }; }',
    );
    expect(root).toMatchObject({
      properties: { f: { 'x-clan': { typeName: 'functionTo' } }, n: { type: 'integer' } },
    });
    expect(codes).toEqual(['form.unsupported-type']);
  });

  test('does not take the other options along when it fails', () => {
    const { root, codes } = formOf(
      '{ bad = mkOption { type = types.int; default = throw "no"; }; good = mkOption { type = types.int; default = 1; }; }',
    );
    expect(root).toMatchObject({
      properties: {
        bad: { type: 'integer', 'x-clan': { hasDefault: true } },
        good: { 'x-clan': { default: 1 } },
      },
    });
    expect(codes).toEqual(['form.option-fails']);
  });

  test('a type that holds itself ends somewhere', () => {
    const { root } = formOf(
      '{ tree = mkOption { type = let t = types.attrsOf (types.submodule { options.sub = mkOption { type = t; default = { }; }; }); in t; }; }',
    );
    expect(JSON.stringify(root).length).toBeLessThan(1_000_000);
  });

  test('invisible options are left out', () => {
    const { root } = formOf(
      '{ a = mkOption { type = types.int; visible = false; }; b = mkOption { type = types.int; visible = "shallow"; }; }',
    );
    expect(Object.keys((root as { readonly properties: object }).properties)).toEqual(['b']);
  });

  test('a default made from the name of an entry is no default of all entries', () => {
    const { root } = formOf(`{
      x = mkOption {
        type = types.attrsOf (types.submodule ({ name, ... }: {
          options.name = mkOption { type = types.str; default = name; };
          options.greeting = mkOption { type = types.str; default = "hello \${name}"; defaultText = "hello NAME"; };
          options.paths = mkOption { type = types.listOf types.str; default = [ "/srv/\${name}" ]; };
          options.port = mkOption { type = types.port; default = 80; };
        }));
        default = { };
      };
    }`);
    expect(JSON.stringify(root)).not.toContain('‹name›');
    expect(root).toMatchObject({
      properties: {
        x: {
          additionalProperties: {
            properties: {
              name: { 'x-clan': { hasDefault: true } },
              greeting: { 'x-clan': { hasDefault: true, defaultText: 'hello NAME' } },
              port: { 'x-clan': { hasDefault: true, default: 80 } },
            },
          },
        },
      },
    });
  });
});

test('defaults keep the digits of large integers, and floats stay floats', () => {
  const { root } = formOf(`{
    big = mkOption { type = types.int; default = 9007199254740993; example = 9007199254740993; };
    whole = mkOption { type = types.float; default = 2.0; };
    half = mkOption { type = types.float; default = 2.5; };
    huge = mkOption { type = types.float; default = 1.0e30; };
    list = mkOption { type = types.listOf types.float; default = [ 1.0 3 ]; };
  }`);
  const { properties } = root as { readonly properties: Readonly<Record<string, JsonObject>> };
  const hints = (name: string) => properties[name]?.['x-clan'] as JsonObject;
  const defaults = ['big', 'whole', 'half', 'huge', 'list'].map((name) => hints(name)['default'] ?? null);
  expect(exactJsonText(defaults)).toBe('[9007199254740993,2.0,2.5,1e+30,[1.0,3]]');
  expect(hints('big')['example']).toBe('9007199254740993');
});
