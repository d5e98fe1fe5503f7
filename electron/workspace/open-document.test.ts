import { describe, expect, it } from 'vitest';
import { jsonEqual } from '../../shared/base/json';
import type { Json, JsonObject } from '../../shared/base/json';
import { describeChanges } from '../../shared/clan/changes';
import type { Edit } from '../../shared/clan/edits/edit';
import { evaluationOf } from '../../shared/clan/testing/evaluation-of';
import { randomInventory, seededRandom } from '../../shared/clan/testing/random-documents';
import type { Random } from '../../shared/clan/testing/random-documents';
import type { InventoryFile } from '../clan-directory';
import { OpenDocument } from './open-document';
import { savedStateAfterWrite, savedStateOf, textOf } from './saved-state';

function fileOf(value: JsonObject): InventoryFile {
  const text = JSON.stringify(value, null, 2);
  return { kind: 'valid', text, hasByteOrderMark: false, value, hash: text, warnings: [] };
}

function randomEdit(random: Random): Edit {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const name = (): string => pick(['athena', 'echo', 'web.1', '__proto__', 'new']);
  const role = { instance: pick(['backup', 'vpn']), role: pick(['client', 'server']) };
  const layer = pick([
    { kind: 'role' } as const,
    { kind: 'tag', tag: 'laptop' } as const,
    { kind: 'machine', machine: name() } as const,
  ]);
  return pick<Edit>([
    { kind: 'machine/add', name: name() },
    { kind: 'machine/delete', name: name() },
    { kind: 'machine/add-tag', machines: [name(), name()], tag: pick(['a', 'laptop']) },
    { kind: 'machine/remove-tag', machines: [name()], tag: pick(['a', 'laptop']) },
    { kind: 'machine/set-field', machine: name(), field: 'deploy.targetHost', value: pick(['x', null]) },
    { kind: 'machine/set-field', machine: name(), field: 'deploy.targetHost' },
    { kind: 'instance/add', name: role.instance, module: { name: 'backup', input: 'self' } },
    { kind: 'instance/delete', name: role.instance },
    { kind: 'instance/rename', name: role.instance, to: pick(['vpn', 'other', '__proto__']) },
    { kind: 'instance/duplicate', name: role.instance, to: pick(['copy', 'vpn']) },
    { kind: 'role/assign', ...role, machines: [name()], tags: [pick(['all', 'laptop'])] },
    { kind: 'role/unassign', ...role, machines: [name()], tags: [pick(['all', 'laptop'])] },
    {
      kind: 'settings/set',
      ...role,
      layer,
      path: [pick(['port', 'a b'])],
      value: pick<Json>([1, [1, 2], { x: 1 }, null]),
    },
    { kind: 'settings/unset', ...role, layer, path: [pick(['port', 'a b'])] },
  ]);
}

describe('a session of chance', () => {
  it('never loses, invents or misdescribes anything', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed);
      const open = new OpenDocument(savedStateOf(fileOf(randomInventory(random))));
      for (let step = 0; step < 40; step++) {
        const before = open.document;
        const dice = random(12);
        if (dice < 7) {
          const mark = {
            label: `edit ${step}`,
            selection: { kind: 'none' as const },
            capture: { kind: 'record' as const },
          };
          const outcome = open.edit(
            [randomEdit(random)],
            mark,
            random(2) === 0 ? evaluationOf(open.document) : null,
          );
          if (!outcome.ok) expect(open.document).toBe(before);
        } else if (dice === 7) open.undo();
        else if (dice === 8) open.redo();
        else if (dice === 9) {
          open.discard(open.changes.filter(() => random(2) === 0).map((change) => change.id));
        } else if (dice === 10) {
          const text = textOf(open.saved, open.document) ?? '{}';
          const target = open.document;
          open.markSaved(savedStateAfterWrite(text, target, text, false));
          expect(open.changes).toEqual([]);
        } else open.absorb(savedStateOf(fileOf(randomInventory(random)), open.saved));

        // What would be written says the document, and the list of changes is empty exactly when nothing differs.
        const text = textOf(open.saved, open.document);
        expect(jsonEqual(JSON.parse(text ?? '{}') as Json, open.document)).toBe(true);
        expect(open.changes.length === 0).toBe(jsonEqual(open.saved.value, open.document));
      }
    }
  });

  it('is undone completely and redone completely', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed * 31);
      const open = new OpenDocument(savedStateOf(fileOf(randomInventory(random))));
      const documents = [open.document];
      for (let step = 0; step < 25; step++) {
        const mark = {
          label: 'x',
          selection: { kind: 'none' as const },
          capture: { kind: 'record' as const },
        };
        open.edit([randomEdit(random)], mark, null);
        if (open.document !== documents.at(-1)) documents.push(open.document);
      }
      for (const document of documents.slice(0, -1).reverse()) {
        expect(open.undo().ok).toBe(true);
        expect(open.document).toBe(document);
      }
      expect(open.undo().ok).toBe(false);
      for (const document of documents.slice(1)) {
        expect(open.redo().ok).toBe(true);
        expect(open.document).toBe(document);
      }
    }
  });

  it('takes back what the user did and keeps what others did', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed * 17);
      const base = randomInventory(random);
      const open = new OpenDocument(savedStateOf(fileOf(base)));
      const mark = { label: 'x', selection: { kind: 'none' as const }, capture: { kind: 'record' as const } };
      for (let step = 0; step < 5; step++) open.edit([randomEdit(random)], mark, null);
      const theirs = randomInventory(random);
      open.absorb(savedStateOf(fileOf(theirs), open.saved));
      while (open.undo().ok);
      expect(describeChanges(theirs, open.document).map((change) => change.title)).toEqual([]);
    }
  });
});
