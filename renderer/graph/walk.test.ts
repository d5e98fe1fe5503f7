import { describe, expect, it } from 'vitest';
import { noFilter } from '../state/view-store';
import { homelabEvaluation } from '../testing/builders';
import { projectGraph } from './project';
import { walk, walkMap, type Step, type WalkKey } from './walk';

const model = projectGraph(homelabEvaluation(), {
  filter: noFilter,
  grouping: 'tag',
  foldedGroups: {},
  wantedTag: null,
});
const order = [...model.fleet.flat(), ...model.tags, ...model.instances].map(({ id }) => id);
const map = walkMap(model, (node) => order.indexOf(node) * 200);

/** Where a row of keys leads to. */
function follow(start: string, ...keys: readonly WalkKey[]): string {
  return keys.reduce<Step>((at, key) => walk(map, at, key) ?? at, { id: start, side: 'from' }).id;
}

describe('the graph by key', () => {
  it('stays in a column up and down, and ends where it ends', () => {
    expect(follow('machine:athena', 'ArrowDown')).toBe('machine:borealis');
    expect(follow('machine:athena', 'ArrowUp')).toBe('machine:athena');
    expect(follow('machine:athena', 'End')).toBe('machine:juno');
    expect(follow('instance:backup', 'ArrowDown', 'ArrowDown')).toBe('role:backup/server');
  });

  it('follows an assignment from the machine over the edge to the role, and back', () => {
    expect(follow('machine:athena', 'ArrowRight')).toBe('machine:athena>backup/client');
    expect(follow('machine:athena', 'ArrowRight', 'ArrowRight')).toBe('role:backup/client');
    expect(follow('machine:athena', 'ArrowRight', 'ArrowLeft')).toBe('machine:athena');
  });

  it('goes through the edges of the end it came from', () => {
    expect(follow('role:backup/client', 'ArrowLeft', 'ArrowDown')).toBe('machine:daphne>backup/client');
    const ofMachine = model.edges.filter(({ from }) => from === 'machine:athena').map(({ id }) => id);
    expect(follow('machine:athena', 'ArrowRight', 'End')).toBe(ofMachine.at(-1));
  });

  it('takes the nearest thing of the next column where nothing is assigned', () => {
    const free = model.fleet.flat().find(({ id }) => model.edges.every(({ from }) => from !== id));
    expect(free).toBeDefined();
    expect(follow(free?.id ?? '', 'ArrowRight')).toMatch(/^tag:/);
    expect(follow('instance:backup', 'ArrowLeft')).toMatch(/^tag:/);
  });

  it('reaches every node, role and edge', () => {
    const all: readonly WalkKey[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
    const seen = new Map<string, Step>();
    const queue: Step[] = [{ id: 'machine:athena', side: 'from' }];
    for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
      const key = `${step.side} ${step.id}`;
      if (seen.has(key)) continue;
      seen.set(key, step);
      queue.push(...all.flatMap((press) => walk(map, step, press) ?? []));
    }
    const reached = new Set([...seen.values()].map(({ id }) => id));
    const stops = map.columns.flat().map(({ id }) => id);
    expect([...stops, ...model.edges.map(({ id }) => id)].filter((id) => !reached.has(id))).toEqual([]);
  });
});
