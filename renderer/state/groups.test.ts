import { describe, expect, it } from 'vitest';
import { homelabEvaluation, machine } from '../testing/builders';
import { compareNames, groupMachines, passesFilter, plural } from './groups';
import { noFilter } from './view-store';

const summary = (groups: ReturnType<typeof groupMachines>) =>
  groups.map(({ label, machines }) => [label, machines.map(({ name }) => name)]);

describe('groupMachines', () => {
  it('parts a fleet by its tags, the untagged last', () => {
    expect(summary(groupMachines(homelabEvaluation().machines, 'tag'))).toEqual([
      ['server', ['athena', 'borealis', 'kepler', 'lyra']],
      ['edge', ['fjord', 'gaia', 'hermes']],
      ['laptop', ['castor', 'echo', 'iris']],
      ['No tag', ['daphne', 'juno']],
    ]);
  });

  it('never heads a group with a tag of which it holds only a part', () => {
    const machines = [
      machine('a', 'x', 'all-of-us'),
      machine('b', 'x', 'all-of-us'),
      machine('c', 'all-of-us'),
      machine('d'),
    ];
    expect(summary(groupMachines(machines, 'tag'))).toEqual([
      ['x', ['a', 'b']],
      ['Other', ['c', 'd']],
    ]);
  });

  it('makes no groups of one and no heap of all', () => {
    const machines = [machine('a', 'one', 'every'), machine('b', 'two', 'every')];
    expect(summary(groupMachines(machines, 'tag'))).toEqual([['Machines', ['a', 'b']]]);
  });

  it('groups by class, or not at all', () => {
    const { machines } = homelabEvaluation();
    expect(groupMachines(machines, 'class').map(({ key }) => key)).toEqual(['nixos', 'darwin']);
    expect(groupMachines(machines, 'none')).toHaveLength(1);
    expect(groupMachines([], 'none')).toEqual([]);
  });

  it('takes names of objects for names', () => {
    const machines = [machine('__proto__', 'constructor'), machine('toString', 'constructor'), machine('x')];
    expect(summary(groupMachines(machines, 'tag'))).toEqual([
      ['constructor', ['__proto__', 'toString']],
      ['No tag', ['x']],
    ]);
  });
});

it('sorts numbers inside names as numbers', () => {
  expect(['web10', 'web2', 'Web1'].sort(compareNames)).toEqual(['Web1', 'web2', 'web10']);
});

it('filters by class and by any of the tags', () => {
  const { machines } = homelabEvaluation();
  const names = (filter: Parameters<typeof passesFilter>[1]) =>
    machines.filter((candidate) => passesFilter(candidate, filter)).map(({ name }) => name);
  expect(names({ ...noFilter, machineClass: 'darwin' })).toEqual(['echo']);
  expect(names({ ...noFilter, tags: ['edge', 'laptop'] })).toHaveLength(6);
});

it('counts in words', () => {
  expect([plural(1, 'machine'), plural(0, 'machine'), plural(1_234, 'machine')]).toEqual([
    '1 machine',
    '0 machines',
    '1,234 machines',
  ]);
});
