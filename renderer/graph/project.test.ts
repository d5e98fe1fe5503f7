import { describe, expect, it } from 'vitest';
import { noFilter } from '../state/view-store';
import { homelabEvaluation } from '../testing/builders';
import { largeClan } from '../testing/fake-clan';
import { fakeEvaluate } from '../testing/fake-evaluate';
import { neighbours } from './neighbours';
import { projectGraph, type ProjectionView } from './project';

const view: ProjectionView = { filter: noFilter, grouping: 'tag', foldedGroups: {}, wantedTag: null };
const clan = homelabEvaluation();

describe('the projection', () => {
  it('draws machines in groups, the tags that roles use, and instances with true counts', () => {
    const model = projectGraph(clan, view);
    expect(model.fleet.map((group) => group.map(({ id }) => id))).toEqual([
      ['machine:athena', 'machine:borealis', 'machine:kepler', 'machine:lyra'],
      ['machine:fjord', 'machine:gaia', 'machine:hermes'],
      ['machine:castor', 'machine:echo', 'machine:iris'],
      ['machine:daphne', 'machine:juno'],
    ]);
    expect(model.tags.map(({ name, count, isComputed }) => [name, count, isComputed])).toEqual([
      ['all', 12, true],
      ['laptop', 3, false],
      ['nixos', 11, true],
    ]);
    expect(model.instances[0]).toMatchObject({
      name: 'backup',
      roles: [
        { name: 'client', count: 5 },
        { name: 'server', count: 1 },
      ],
    });
  });

  it('has one edge a direct member and one a tag, never one a machine behind the tag', () => {
    const edges = projectGraph(clan, view).edges.filter(({ instance }) => instance === 'backup');
    expect(edges.map(({ id, kind }) => [id, kind])).toEqual([
      ['machine:athena>backup/client', 'direct'],
      ['machine:daphne>backup/client', 'direct'],
      ['tag:laptop>backup/client', 'tag'],
      ['machine:borealis>backup/server', 'direct'],
    ]);
  });

  it('gives the same picture for the same clan, and every edge two ends', () => {
    const model = projectGraph(clan, view);
    expect(projectGraph(clan, view)).toEqual(model);
    const ids = new Set([...model.fleet.flat(), ...model.tags, ...model.instances].map(({ id }) => id));
    for (const edge of model.edges) {
      expect(ids).toContain(edge.from);
      expect(ids).toContain(`instance:${edge.instance}`);
    }
  });

  it('leaves out what the filter hides, together with its edges', () => {
    const filter = { hiddenInstances: ['mesh'], tags: ['edge'], machineClass: null };
    const model = projectGraph(clan, { ...view, filter });
    expect(model.instances.map(({ name }) => name)).not.toContain('mesh');
    expect(model.fleet.flat().map(({ id }) => id)).toEqual([
      'machine:fjord',
      'machine:gaia',
      'machine:hermes',
    ]);
    expect(model.edges.some(({ instance, from }) => instance === 'mesh' || from === 'machine:athena')).toBe(
      false,
    );
    expect(model.tags.find(({ name }) => name === 'all')?.count).toBe(3);
  });

  it('draws a tag that no role uses while it is selected', () => {
    expect(projectGraph(clan, { ...view, wantedTag: 'edge' }).tags.map(({ name }) => name)).toContain('edge');
  });

  it('folds the large groups of a large fleet, and unfolds them when asked', () => {
    const large = largeClan(1_000);
    const fleet = fakeEvaluate(large, large.document);
    const folded = projectGraph(fleet, view);
    expect(folded.fleet.flat().every(({ kind }) => kind === 'group')).toBe(true);
    const direct = folded.edges.filter(({ kind, role }) => kind === 'direct' && role === 'client');
    expect(direct.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    const open = projectGraph(fleet, { ...view, foldedGroups: { depot: false } });
    expect(open.fleet.flat().filter(({ kind }) => kind === 'machine')).toHaveLength(125);
  });
});

describe('neighbours in focus mode', () => {
  const model = projectGraph(clan, view);

  it('are everything for no selection', () => {
    expect(neighbours(model, { kind: 'none' })).toBeNull();
  });

  it('reach from a machine through its tags to its roles', () => {
    const lit = neighbours(model, { kind: 'machine', machine: 'castor' });
    expect(lit).toContain('machine:castor');
    expect(lit).toContain('tag:laptop');
    expect(lit).toContain('instance:backup');
    expect(lit).toContain('instance:notes');
    expect(lit).not.toContain('machine:iris');
  });

  it('reach from a role to the machines behind its tags', () => {
    const lit = neighbours(model, { kind: 'role', instance: 'backup', role: 'client' });
    expect([...(lit ?? [])].filter((id) => /^machine:[^>]*$/.test(id)).sort()).toEqual([
      'machine:athena',
      'machine:castor',
      'machine:daphne',
      'machine:echo',
      'machine:iris',
    ]);
  });
});
