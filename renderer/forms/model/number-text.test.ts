import { expect, it } from 'vitest';
import { asNumber, digitsOf } from '../../../shared/base/exact-number';
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
  isFloat: false,
  minimum: 0,
  maximum: 65535,
};
const number = { ...port, isInteger: false, minimum: null, maximum: null };

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
  expect(reading.kind === 'number' ? asNumber(reading.value) : reading.kind).toBe(expected);
});

it.each([
  ['1.5', 1.5],
  ['.5', 0.5],
  ['2e3', 2000],
  ['1e999', 'wrong'],
  ['Infinity', 'wrong'],
  ['0x10', 'wrong'],
])('reads %j as a number', (text, expected) => {
  const reading = readNumber(text, number);
  expect(reading.kind === 'number' ? asNumber(reading.value) : reading.kind).toBe(expected);
});

it('says the bounds in words', () => {
  expect(boundsText(port)).toBe('between 0 and 65535');
  expect(boundsText({ ...port, maximum: null })).toBe('at least 0');
  expect(boundsText(number)).toBe('');
});

it.each([
  [number, '2', '2'],
  [number, '2.0', '2.0'],
  [number, '1.50', '1.50'],
  [number, '+007.5', '7.5'],
  [number, '.5', '0.5'],
  [number, '7.', '7'],
  [number, '-0', '0'],
  [{ ...number, isFloat: true }, '2', '2.0'],
  [{ ...number, isFloat: true }, '2.', '2.0'],
  [{ ...number, isFloat: true }, '2e3', '2e3'],
  [{ ...number, isInteger: true }, '9007199254740993', '9007199254740993'],
  [{ ...number, isInteger: true }, '-9223372036854775808', '-9223372036854775808'],
  [{ ...number, isInteger: true }, '9223372036854775808', undefined],
])('keeps the digits of what is typed: %#', (node, text, digits) => {
  const reading = readNumber(text, node);
  expect(reading.kind === 'number' ? digitsOf(reading.value) : undefined).toBe(digits);
});
