import { expect, it } from 'vitest';
import { compileSchema } from './compile-schema';
import { countSet, filterForm } from './form-filter';

const root = compileSchema({
  $defs: {
    Input: {
      type: 'object',
      properties: {
        port: { type: 'integer', description: 'Where it listens.' },
        keep: { type: 'object', properties: { daily: { type: 'integer' }, weekly: { type: 'integer' } } },
      },
    },
  },
});
const visible = (query: string, isModifiedOnly = false, value = {}) => [
  ...(filterForm(root, value, { query, isModifiedOnly }).visible ?? []),
];

it('finds by name, description, path and value', () => {
  expect(visible('listens')).toEqual(['["port"]', '[]']);
  expect(visible('keep weekly')).toEqual(['["keep","weekly"]', '["keep"]', '[]']);
  expect(visible('8443', false, { port: 8443 })).toContain('["port"]');
  expect(visible('nothing like it')).toEqual([]);
});

it('shows only what is set when asked', () => {
  expect(visible('', true, { keep: { daily: 3 } })).toEqual(['["keep","daily"]', '["keep"]', '[]']);
});

it('shows everything without a filter and counts', () => {
  expect(filterForm(root, {}, { query: '  ', isModifiedOnly: false })).toEqual({
    visible: null,
    shown: 3,
    total: 3,
  });
});

it('counts set options, unknown ones too', () => {
  expect(countSet(root, { keep: { daily: 1, weekly: 2 }, other: {} })).toBe(3);
  expect(countSet(null, { keep: { daily: 1 } })).toBe(1);
  expect(countSet(root, undefined)).toBe(0);
});
