import { expect, it } from 'vitest';
import { homelabEvaluation, machine } from '../testing/builders';
import { instanceColors, instanceLooks, machineSymbol } from './looks';

it('gives different colours while there are enough', () => {
  const names = Array.from({ length: 12 }, (_, index) => `instance-${index}`);
  expect(new Set(instanceColors(names).values()).size).toBe(12);
  const base = [...instanceColors(names.slice(0, 6)).values()];
  expect(base.every((color) => /--service-[1-6]\)/.test(color))).toBe(true);
});

it('has a colour for every name, however many', () => {
  const names = Array.from({ length: 40 }, (_, index) => `instance-${index}`);
  expect(instanceColors(names).size).toBe(40);
});

it('does not depend on the order of the list', () => {
  const names = ['backup', 'mesh', 'names'];
  expect(instanceColors(names)).toEqual(instanceColors([...names].reverse()));
});

it('chooses symbols by what service and machine are', () => {
  const looks = instanceLooks(homelabEvaluation());
  expect([...looks].map(([name, { symbol }]) => [name, symbol])).toEqual([
    ['backup', 'database'],
    ['mesh', 'shield'],
    ['metrics', 'chart'],
    ['names', 'world'],
    ['notes', 'refresh'],
    ['people', 'users'],
  ]);
  expect(machineSymbol(machine('x', 'laptop'))).toBe('laptop');
  expect(machineSymbol({ ...machine('x', 'laptop'), machineClass: 'darwin' })).toBe('apple');
  expect(machineSymbol(machine('web-server'))).toBe('server');
  expect(machineSymbol(machine('x'))).toBe('desktop');
});
