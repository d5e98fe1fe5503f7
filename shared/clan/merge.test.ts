import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, JsonPath } from '../base/json';
import { valueAt, withoutValueAt, withValueAt } from './json-tree';
import { mergeDocuments, takeSide } from './merge';
import { randomInventory, seededRandom } from './testing/random-documents';

const base: JsonObject = {
  machines: { athena: { tags: ['a', 'b'], description: 'x' }, echo: {} },
  instances: {
    backup: { roles: { client: { machines: { athena: {} }, settings: { list: [1], port: 1 } } } },
  },
};

/** The base with values put at paths; undefined takes the value out. */
function edited(...steps: readonly (readonly [JsonPath, Json | undefined])[]): JsonObject {
  return steps.reduce<JsonObject>((document, [path, value]) => {
    const next = value === undefined ? withoutValueAt(document, path) : withValueAt(document, path, value);
    return next as JsonObject;
  }, base);
}

const athena = ['machines', 'athena'];
const settings = ['instances', 'backup', 'roles', 'client', 'settings'];

describe('mergeDocuments', () => {
  it('takes what only one side changed, and what both changed alike', () => {
    const mine = edited(
      [[...athena, 'description'], 'mine'],
      [['machines', 'iris'], {}],
      [[...settings, 'port'], 2],
    );
    const theirs = edited(
      [['machines', 'echo'], undefined],
      [['machines', 'gaia'], {}],
      [[...settings, 'port'], 2],
    );
    const merge = mergeDocuments(base, mine, theirs);
    expect(merge.conflicts).toEqual([]);
    expect(merge.document).toEqual({
      machines: { athena: { tags: ['a', 'b'], description: 'mine' }, gaia: {}, iris: {} },
      instances: {
        backup: { roles: { client: { machines: { athena: {} }, settings: { list: [1], port: 2 } } } },
      },
    });
  });

  it('merges tags as sets', () => {
    const mine = edited([
      [...athena, 'tags'],
      ['b', 'mine'],
    ]);
    const theirs = edited([
      [...athena, 'tags'],
      ['a', 'b', 'theirs'],
    ]);
    const merge = mergeDocuments(base, mine, theirs);
    expect(merge.conflicts).toEqual([]);
    expect(merge.document['machines']).toMatchObject({ athena: { tags: ['b', 'theirs', 'mine'] } });
  });

  it('lists what both changed differently, keeps mine there, and takes either side on request', () => {
    const mine = edited(
      [
        [...settings, 'list'],
        [1, 2],
      ],
      [[...athena, 'description'], 'mine'],
    );
    const theirs = edited([[...settings, 'list'], [0]], [athena, undefined]);
    const merge = mergeDocuments(base, mine, theirs);
    expect(
      merge.conflicts.map(({ label, base: was, mine: here, theirs: there }) => [label, was, here, there]),
    ).toEqual([
      ['athena', valueAt(base, athena), valueAt(mine, athena), undefined],
      ['backup › client: settings.list', [1], [1, 2], [0]],
    ]);
    expect(merge.document).toEqual(mine);
    const settled = merge.conflicts.reduce(
      (document, conflict) => takeSide(document, conflict, 'theirs'),
      merge.document,
    );
    expect(settled).toEqual(theirs);
    expect(
      merge.conflicts.reduce((document, conflict) => takeSide(document, conflict, 'mine'), settled),
    ).toEqual(mine);
  });

  it('merges any three inventories so that one-sided changes win and nobody is lost', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 200; round++) {
      const [old, here, there] = [randomInventory(random), randomInventory(random), randomInventory(random)];
      expect(mergeDocuments(old, here, old).document).toEqual(here);
      expect(mergeDocuments(old, old, there).document).toEqual(there);
      expect(mergeDocuments(old, here, here)).toMatchObject({ document: here, conflicts: [] });
      const merge = mergeDocuments(old, here, there);
      const back = mergeDocuments(old, there, here);
      expect(new Set(back.conflicts.map((conflict) => conflict.id))).toEqual(
        new Set(merge.conflicts.map((conflict) => conflict.id)),
      );
    }
  });
});
