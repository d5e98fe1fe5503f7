import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NixError } from '../nix';
import { toPlainJson } from './exact-json';
import { interfaceSchemaOptions, optionsToJsonSchema } from './json-schema';
import { optionsOf } from './testing/options-of';

interface Schema {
  readonly $defs: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
}

function schemaOf(options: string): Schema {
  return toPlainJson(
    optionsToJsonSchema(optionsOf(`{ options = ${options}; }`), interfaceSchemaOptions),
  ) as unknown as Schema;
}

/** What a type becomes as a required property called `x`, and the definitions beside the root. */
function converted(type: string): { readonly x: unknown; readonly defs: Readonly<Record<string, unknown>> } {
  const { Input, ...defs } = schemaOf(`{ x = mkOption { type = ${type}; }; }`).$defs;
  return { x: Input?.properties?.['x'], defs };
}

/** What Clan's own converter gives on Nix 2.26, by Nix text; null where it fails. */
function converterCases(name: string): readonly (readonly [string, unknown])[] {
  const path = join(import.meta.dirname, 'testdata', `${name}.json`);
  return Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
}

describe('as Clan converts it', () => {
  test.each(converterCases('types'))('%s', (type, expected) => {
    const convert = (): unknown => schemaOf(`{ x = mkOption { type = ${type}; }; }`).$defs;
    if (expected === null) expect(convert).toThrow(NixError);
    else expect(convert()).toEqual(expected);
  });

  test.each(converterCases('options'))('%s', (option, expected) => {
    const convert = (): unknown => schemaOf(`{ x = ${option}; }`).$defs['Input'];
    if (expected === null) expect(convert).toThrow(NixError);
    else expect(convert()).toEqual(expected);
  });
});

describe('types as JSON Schema', () => {
  test.each([
    ['types.bool', 'boolean'],
    ['types.int', 'integer'],
    ['types.port', 'integer'],
    ['types.ints.between 1 3', 'integer'],
    ['types.float', 'number'],
    ['types.str', 'string'],
    ['types.lines', 'string'],
    ['types.path', 'string'],
    ['types.strMatching "a+"', 'string'],
    ['types.either types.str types.path', 'string'],
  ])('%s is a plain %s', (type, kind) => {
    expect(converted(type)).toEqual({ x: { type: kind, readOnly: true }, defs: {} });
  });

  test('enums, lists and sets have definitions of their own', () => {
    expect(converted('types.enum [ "a" 1 null ]')).toEqual({
      x: { $ref: '#/$defs/XInput', readOnly: true },
      defs: { XInput: { enum: ['a', 1, null] } },
    });
    expect(converted('types.listOf (types.attrsOf types.int)').defs).toEqual({
      XInput: { type: 'array', items: { $ref: '#/$defs/XItemInput' } },
      XItemInput: { type: 'object', additionalProperties: { type: 'integer' } },
    });
  });

  test('unions are flattened, and branches that another contains are dropped', () => {
    expect(converted('types.nullOr (types.nullOr types.int)').x).toEqual({
      oneOf: [{ type: 'null' }, { type: 'integer' }],
      readOnly: true,
    });
    expect(converted('types.oneOf [ types.int types.bool types.int ]').defs).toEqual({
      XInput: { oneOf: [{ type: 'integer' }, { type: 'boolean' }] },
    });
    expect(converted('types.either (types.enum [ "a" ]) (types.enum [ "a" "b" ])').defs).toEqual({
      XInput: { enum: ['a', 'b'] },
    });
    expect(converted('types.either (types.enum [ "auto" ]) types.str').defs).toEqual({
      XInput: { oneOf: [{ $ref: '#/$defs/XLeftInput' }, { type: 'string' }] },
      XLeftInput: { enum: ['auto'] },
    });
  });

  test('anything swallows the other branches', () => {
    const { x, defs } = converted('types.either types.anything types.str');
    expect(x).toEqual({ $ref: '#/$defs/AnyJson', readOnly: true });
    expect(Object.keys(defs)).toEqual(['AnyJson']);
  });

  test('tags become closed variants', () => {
    expect(converted('types.attrTag { one = mkOption { type = types.int; }; }').defs).toEqual({
      XInput: {
        type: 'object',
        properties: { one: { type: 'integer' } },
        required: ['one'],
        additionalProperties: false,
      },
    });
  });

  test('submodules are closed unless they take anything', () => {
    expect(
      converted(
        'types.submodule { freeformType = types.attrsOf types.int; options.a = mkOption { type = types.str; }; }',
      ).defs,
    ).toEqual({
      XInput: {
        type: 'object',
        additionalProperties: { type: 'integer' },
        properties: { a: { type: 'string', readOnly: true } },
        required: ['a'],
      },
    });
  });

  test('an unknown type is refused with its name and place', () => {
    const convert = (): unknown => converted('types.functionTo types.int');
    expect(convert).toThrow(NixError);
    expect(convert).toThrow(/functionTo.*not supported by jsonschema converter\nlocation: x/s);
  });

  test('two branches of any JSON compare without end, and that is an error of evaluation', () => {
    expect(() =>
      converted('types.either (types.attrsOf types.anything) (types.attrsOf types.anything)'),
    ).toThrow();
  });
});

describe('options as properties', () => {
  test('are required without default, keep plain defaults, and hide what is not visible', () => {
    const { Input } = schemaOf(`{
      must = mkOption { type = types.str; };
      may = mkOption { type = types.int; default = 3; description = "How many"; };
      text = mkOption { type = types.int; default = 3; defaultText = "three"; };
      list = mkOption { type = types.listOf types.int; default = [ 1 ]; };
      hidden = mkOption { type = types.int; visible = false; };
      fn = mkOption { type = types.str; default = x: x; };
    }`).$defs;
    expect(Input).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['must'],
      properties: {
        must: { type: 'string', readOnly: true },
        may: { type: 'integer', default: 3, description: 'How many', readOnly: true },
        text: { type: 'integer', readOnly: true },
        list: { $ref: '#/$defs/ListInput', readOnly: true },
        fn: { type: 'string', readOnly: true },
      },
    });
  });

  test('groups are objects that are required when something in them is', () => {
    const { Input, AInput } = schemaOf(
      '{ a.b = mkOption { type = types.int; }; c.d = mkOption { type = types.int; default = 1; }; }',
    ).$defs;
    expect(Input).toMatchObject({
      required: ['a'],
      properties: { a: { $ref: '#/$defs/AInput' }, c: { $ref: '#/$defs/CInput' } },
    });
    expect(AInput).toMatchObject({ required: ['b'] });
  });

  test('output mode converts coerced types to what comes out, and requires everything', () => {
    const options = optionsOf(
      '{ options.x = mkOption { type = types.coercedTo types.int toString types.str; default = 1; }; }',
    );
    const schema = optionsToJsonSchema(options, { ...interfaceSchemaOptions, modes: ['output'] });
    expect(toPlainJson(schema)).toMatchObject({
      $defs: { Output: { required: ['x'], properties: { x: { type: 'string' } } } },
    });
  });
});
