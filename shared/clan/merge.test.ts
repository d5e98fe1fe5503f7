import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../base/json';
import { mergeDocuments, takeSide } from './merge';
import { randomInventory, seededRandom } from './testing/random-documents';

const base: JsonObject = {
  machines: { athena: { tags: ['a', 'b'], description: 'x' }, echo: {} },
  instances: {
    backup: { roles: { client: { machines: { athena: {} }, settings: { list: [1], port: 1 } } } },
  },
};

function edited(change: (draft: Record<string, never>) => void): JsonObject {
  const draft = structuredClone(base) as Record<string, never>;
  change(draft);
  return draft;
}

describe('mergeDocuments', () => {
  it('takes what only one side changed, and what both changed alike', () => {
    const mine = edited((draft: any) => {
      // eslint-disable-line @typescript-eslint/no-explicit-any
      draft.machines.athena.description = 'mine';
      draft.machines.iris = {};
      draft.instances.backup.roles.client.settings.port = 2;
    });
    const theirs = edited((draft: any) => {
      // eslint-disable-line @typescript-eslint/no-explicit-any
      delete draft.machines.echo;
      draft.machines.gaia = {};
      draft.instances.backup.roles.client.settings.port = 2;
    });
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
    const mine = edited((draft: any) => (draft.machines.athena.tags = ['b', 'mine'])); // eslint-disable-line @typescript-eslint/no-explicit-any
    const theirs = edited((draft: any) => (draft.machines.athena.tags = ['a', 'b', 'theirs'])); // eslint-disable-line @typescript-eslint/no-explicit-any
    const merge = mergeDocuments(base, mine, theirs);
    expect(merge.conflicts).toEqual([]);
    expect(merge.document['machines']).toMatchObject({ athena: { tags: ['b', 'theirs', 'mine'] } });
  });

  it('lists what both changed differently, keeps mine there, and takes either side on request', () => {
    const mine = edited((draft: any) => {
      // eslint-disable-line @typescript-eslint/no-explicit-any
      draft.instances.backup.roles.client.settings.list = [1, 2];
      draft.machines.athena.description = 'mine';
    });
    const theirs = edited((draft: any) => {
      // eslint-disable-line @typescript-eslint/no-explicit-any
      draft.instances.backup.roles.client.settings.list = [0];
      delete draft.machines.athena;
    });
    const merge = mergeDocuments(base, mine, theirs);
    expect(
      merge.conflicts.map(({ label, base: was, mine: here, theirs: there }) => [label, was, here, there]),
    ).toEqual(
      [
        ['backup › client: settings.list', [1], [1, 2], [0]],
        [
          'athena',
          base['machines'] && (base['machines'] as JsonObject)['athena'],
          (mine['machines'] as JsonObject)['athena'],
          undefined,
        ],
      ].reverse(),
    );
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
