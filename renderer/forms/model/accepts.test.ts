import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/base/json';
import { branchOf, emptyValue } from './accepts';
import { compileSchema } from './compile-schema';
import type { FormNode } from './form-node';

function union(...oneOf: JsonObject[]): Extract<FormNode, { kind: 'union' }> {
  const root = compileSchema({ $defs: { Input: { type: 'object', properties: { u: { oneOf } } } } });
  const node = root.kind === 'group' ? root.fields[0] : undefined;
  if (node?.kind !== 'union') throw new Error('no union');
  return node;
}

const tagged = (name: string): JsonObject => ({
  type: 'object',
  properties: { [name]: { type: 'string' } },
  required: [name],
  additionalProperties: false,
});

describe('branchOf', () => {
  it('finds the branch by shape', () => {
    const node = union(
      { type: 'null' },
      { enum: ['auto'] },
      { type: 'string' },
      { type: 'array', items: { type: 'integer' } },
    );
    expect(branchOf(node, null)).toBe(0);
    expect(branchOf(node, 'auto')).toBe(1);
    expect(branchOf(node, 'other')).toBe(2);
    expect(branchOf(node, [1])).toBe(3);
    expect(branchOf(node, { a: 1 })).toBeNull();
  });

  it('tells tagged choices apart, half-filled ones as well', () => {
    const node = union(tagged('one'), tagged('two'));
    expect(branchOf(node, { two: 'x' })).toBe(1);
    expect(branchOf(node, { two: 5 })).toBe(1);
  });
});

describe('emptyValue', () => {
  it('starts a tagged choice with its tag', () => {
    const [first] = union(tagged('one'), tagged('two')).branches;
    expect(first && emptyValue(first.node)).toEqual({ one: '' });
  });
});
