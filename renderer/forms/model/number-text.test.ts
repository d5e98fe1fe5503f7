import { expect, it } from 'vitest';
import type { FormNode, NodeInfo } from './form-node';
import { boundsText, readNumber } from './number-text';

const info: NodeInfo = {
  name: 'n',
  description: null,
  hints: null,
  isRequired: false,
  isReadOnly: false,
  isInternal: false,
};
const port: Extract<FormNode, { kind: 'number' }> = {
  kind: 'number',
  info,
  isInteger: true,
  minimum: 0,
  maximum: 65535,
};
const float = { ...port, isInteger: false, minimum: null, maximum: null };

it.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['22', 22],
  [' 080 ', 80],
  ['-1', 'wrong'],
  ['65536', 'wrong'],
  ['1.5', 'wrong'],
  ['12 GB', 'wrong'],
  ['99999999999999999999', 'wrong'],
])('reads %j as a port', (text, expected) => {
  const reading = readNumber(text, port);
  expect(reading.kind === 'number' ? reading.value : reading.kind).toBe(expected);
});

it.each([
  ['1.5', 1.5],
  ['.5', 0.5],
  ['2e3', 2000],
  ['1e999', 'wrong'],
  ['Infinity', 'wrong'],
  ['0x10', 'wrong'],
])('reads %j as a number', (text, expected) => {
  const reading = readNumber(text, float);
  expect(reading.kind === 'number' ? reading.value : reading.kind).toBe(expected);
});

it('says the bounds in words', () => {
  expect(boundsText(port)).toBe('between 0 and 65535');
  expect(boundsText({ ...port, maximum: null })).toBe('at least 0');
  expect(boundsText(float)).toBe('');
});
