import { expect, it } from 'vitest';
import { homelabEvaluation } from '../testing/builders';
import { searchIndex } from './search-index';

const index = searchIndex(homelabEvaluation());

it('holds machines, instances, roles, tags and settings', () => {
  expect(new Set(index.map(({ kind }) => kind))).toEqual(
    new Set(['machine', 'instance', 'role', 'tag', 'setting']),
  );
});

it('leads from a setting to the layer that it is written on', () => {
  const found = index.filter((entry) => entry.kind === 'setting' && entry.label === 'keepDaily');
  expect(found.map((entry) => entry.detail)).toEqual(['backup › client · 14', 'backup › client, athena · 7']);
  expect(found[1]).toMatchObject({
    target: { layer: { kind: 'machine', machine: 'athena' }, setting: ['keepDaily'] },
  });
});
