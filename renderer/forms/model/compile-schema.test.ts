import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json';
import { compileSchema } from './compile-schema';
import { countLeaves, type FormNode } from './form-node';

const schemaOf = (properties: JsonObject, definitions: JsonObject = {}): JsonObject => ({
  $defs: { Input: { type: 'object', additionalProperties: false, properties }, ...definitions },
});

function field(properties: JsonObject, name: string, definitions?: JsonObject): FormNode {
  const root = compileSchema(schemaOf(properties, definitions));
  const found = root.kind === 'group' ? root.fields.find(({ info }) => info.name === name) : undefined;
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
}

describe('compileSchema', () => {
  it('follows references and lets what stands beside them win', () => {
    const node = field({ folders: { $ref: '#/$defs/FoldersInput', description: 'Mine' } }, 'folders', {
      FoldersInput: { type: 'array', items: { type: 'string' }, description: 'Theirs' },
    });
    expect(node).toMatchObject({ kind: 'list', info: { description: 'Mine' }, item: { kind: 'string' } });
  });

  it('takes the default from the hints before that of the schema', () => {
    const hints = {
      loc: ['keep'],
      typeName: 'int',
      typeDescription: 'integer',
      hasDefault: true,
      default: 9,
    };
    const node = field({ keep: { type: 'integer', default: 7, minimum: 1, 'x-clan': hints } }, 'keep');
    expect(node).toMatchObject({
      kind: 'number',
      isInteger: true,
      minimum: 1,
      maximum: null,
      info: { defaultValue: 9 },
    });
  });

  it('tells maps from groups, and groups that take further keys', () => {
    const map = { type: 'object', additionalProperties: { type: 'boolean' } };
    const open = {
      type: 'object',
      properties: { a: { type: 'string' } },
      additionalProperties: { type: 'integer' },
    };
    expect(field({ map }, 'map')).toMatchObject({ kind: 'map', item: { kind: 'boolean' } });
    expect(field({ open }, 'open')).toMatchObject({ kind: 'group', others: { kind: 'number' } });
  });

  it('names branches in plain words, and by their types where words do not tell them apart', () => {
    const labels = (oneOf: JsonObject[], branchLabels: string[]) => {
      const hints = { loc: [], typeName: 'either', typeDescription: '', hasDefault: true, branchLabels };
      const node = field({ a: { oneOf, 'x-clan': hints } }, 'a');
      return node.kind === 'union'
        ? node.branches.map(({ label, node: branch }) => [label, branch.kind])
        : [];
    };
    expect(
      labels([{ type: 'null' }, { enum: ['auto'] }, { type: 'integer' }], ['nothing', 'one', 'int']),
    ).toEqual([
      ['null', 'null'],
      ['auto', 'enum'],
      ['whole number', 'number'],
    ]);
    const port = { type: 'array', items: { type: 'integer' } };
    const name = { type: 'array', items: { type: 'string' } };
    expect(labels([port, name], ['list of port, meaning 0 to 65535', 'list of string'])).toEqual([
      ['list of port', 'list'],
      ['list of string', 'list'],
    ]);
  });

  it('shows whole and broken numbers as one number', () => {
    expect(field({ a: { oneOf: [{ type: 'integer' }, { type: 'number' }] } }, 'a')).toMatchObject({
      kind: 'number',
      isInteger: false,
    });
  });

  it('ends schemas that contain themselves, unknown types and broken references as JSON', () => {
    const definitions: JsonObject = {
      AnyJson: { oneOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/$defs/AnyJson' } }] },
      Tree: { type: 'object', properties: { child: { $ref: '#/$defs/Tree' } } },
    };
    expect(field({ a: { $ref: '#/$defs/AnyJson' } }, 'a', definitions).kind).toBe('json');
    expect(field({ a: { $ref: '#/$defs/Gone' } }, 'a').kind).toBe('json');
    expect(field({ a: {} }, 'a').kind).toBe('json');
    const tree = field({ a: { $ref: '#/$defs/Tree' } }, 'a', definitions);
    expect(tree).toMatchObject({ kind: 'group', fields: [{ kind: 'json', info: { name: 'child' } }] });
  });

  it('puts what must be filled in first, then the switch, and keeps the order of the rest', () => {
    const text = { type: 'string' };
    const hints = { loc: [], typeName: 'str', typeDescription: '', hasDefault: false };
    const user = { ...text, 'x-clan': hints };
    const properties = { address: text, alias: text, enable: { type: 'boolean' }, user, zone: text };
    const root = compileSchema({
      $defs: { Input: { type: 'object', properties, required: ['zone'] } },
    });
    const names = root.kind === 'group' ? root.fields.map(({ info }) => info.name) : [];
    expect(names).toEqual(['user', 'zone', 'enable', 'address', 'alias']);
  });

  it('leaves internal options out and counts what can be set', () => {
    const hidden = {
      type: 'string',
      'x-clan': { loc: [], typeName: 'str', typeDescription: '', hasDefault: false, isInternal: true },
    };
    const root = compileSchema(
      schemaOf({
        hidden,
        a: { type: 'string' },
        g: { type: 'object', properties: { b: { type: 'string' }, c: {} } },
      }),
    );
    expect(countLeaves(root)).toBe(3);
  });

  it('makes an empty form of a schema without a root', () => {
    expect(compileSchema({})).toMatchObject({ kind: 'group', fields: [] });
  });
});
