import ElkBundled from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { noFilter } from '../../state/view-store';
import { homelabEvaluation } from '../../testing/builders';
import { projectGraph } from '../project';
import { elkGraph, elkOrder } from './elk-graph';
import { measures } from './measures';
import { orderByHeight, placeAll, placeColumns, tagHeights, tagLinks, type TagLinks } from './place';

const model = projectGraph(homelabEvaluation(), {
  filter: noFilter,
  grouping: 'tag',
  foldedGroups: {},
  wantedTag: 'edge',
});
const columns = placeColumns(model);
const links = tagLinks(model, columns);

const link = (id: string, y: number): TagLinks => ({ id, sources: [{ node: id, y: y + 16 }], targets: [] });

describe('the layout', () => {
  it('has machines left, tags between, instances right, and nothing on top of another', () => {
    const places = placeAll(model, columns, tagHeights(links, orderByHeight(links)));
    const x = (prefix: string) =>
      new Set([...places].filter(([id]) => id.startsWith(prefix)).map(([, place]) => place.x));
    expect([...x('machine:'), ...x('tag:'), ...x('instance:')]).toEqual([
      0,
      measures.tagColumn,
      measures.instanceColumn,
    ]);
    const tops = [...places].filter(([id]) => id.startsWith('tag:')).map(([, place]) => place.y);
    tops.sort((a, b) => a - b);
    tops.slice(1).forEach((top, index) => {
      expect(top - (tops[index] ?? 0)).toBeGreaterThanOrEqual(measures.tag.height);
    });
  });

  it('is the same each time elkjs is asked, and holds every tag once', async () => {
    const order = async () => elkOrder(await new ElkBundled().layout(elkGraph(model, links)), links);
    const first = await order();
    expect(await order()).toEqual(first);
    expect([...first].sort()).toEqual(links.map(({ id }) => id).sort());
  });
});

describe('heights of tags', () => {
  const step = measures.tag.height + measures.tag.gap;

  it('are what each wants when there is room', () => {
    const wanted = [link('a', 0), link('b', 500)];
    expect([...tagHeights(wanted, orderByHeight(wanted))]).toEqual([
      ['a', 0],
      ['b', 500],
    ]);
  });

  it('spread evenly around a common wish', () => {
    const wanted = [link('a', 100), link('b', 100), link('c', 100)];
    expect([...tagHeights(wanted, ['a', 'b', 'c']).values()]).toEqual([100 - step, 100, 100 + step]);
  });

  it('follow the given order even against the wishes', () => {
    const wanted = [link('a', 300), link('b', 100)];
    const heights = tagHeights(wanted, ['a', 'b']);
    expect((heights.get('b') ?? 0) - (heights.get('a') ?? 0)).toBe(step);
  });
});
