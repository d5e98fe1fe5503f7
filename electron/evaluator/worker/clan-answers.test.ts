import { expect, test, vi } from 'vitest';
import { err, ok } from '../../../shared/base/result';
import type { PreviewNode } from '../../../shared/clan/evaluation';
import type { EvaluationLimits, EvaluatorSession, ExactJson, NixIo, SessionChange } from '../embedded';
import type { EvaluatorInput } from '../evaluator';
import { ClanAnswers } from './clan-answers';
import type { Question } from './protocol';

/** Stands in for evaluation: a machine's configuration is what the inventory's text says about it. */
type Machines = Readonly<Record<string, Readonly<Record<string, string | number>> | 'fails'>>;

const onDisk: Machines = { athena: { a: 1 }, lyra: { b: 2 } };
const failure = err([{ code: 'nix.throw', severity: 'error' as const, message: 'it throws' }]);

function fakeSession(log: string[], number: number) {
  let text: string | null = null;
  const machines = (): Machines => (text === null ? onDisk : (JSON.parse(text) as Machines));
  const machine = (name: string) => {
    const config = machines()[name];
    return config === undefined || config === 'fails' ? failure : ok(config as ExactJson);
  };
  return {
    update: (change: SessionChange) => {
      log.push(`${number}: update ${JSON.stringify(change)}`);
      if (change.inventoryJsonText !== undefined) text = change.inventoryJsonText;
    },
    setLimits: vi.fn<(limits: EvaluationLimits) => void>(),
    evaluation: () =>
      ok({
        machines: Object.keys(machines()).map((name) => ({ name })),
        diagnostics: [{ code: `of ${text}` }],
      }),
    machine,
    shownMachine: machine,
    machinePreview: (name: string) => {
      log.push(`${number}: preview ${name}`);
      const config = machine(name);
      if (!config.ok) return config;
      const children = Object.entries(config.value as object).map(([key, value]): PreviewNode => ({
        name: key,
        kind: 'value',
        text: String(value).slice(0, 4),
        sources: [],
      }));
      const root: PreviewNode = { name: '', kind: 'set', text: '{ … }', children, sources: [] };
      return ok({ machine: name, root, counts: { added: 0, changed: 0, removed: 0 }, diagnostics: [] });
    },
    settings: () => ok({ big: 9223372036854775807n }),
    members: () => ok([{ instance: 'backup', service: 'self-backup', roles: [], missing: undefined }]),
  };
}

function setUp() {
  const log: string[] = [];
  let sessions = 0;
  const answers = new ClanAnswers({
    openClan: () => fakeSession(log, ++sessions) as unknown as EvaluatorSession,
    io: {} as NixIo,
    directory: '/clan',
    overrideInputs: {},
  });
  const ask = (question: Question) => answers.answer(question, { timeout: 1_000, isCancelled: () => false });
  const update = (input: Partial<EvaluatorInput>) =>
    answers.update({ revision: 1, current: null, saved: null, changedPaths: [], ...input });
  return { ask, update, log };
}

const edited = JSON.stringify({ athena: { a: 5, c: 3 }, vega: { x: 1 } });

test('a clean document is compared with nothing', () => {
  const { ask, update, log } = setUp();
  update({});
  expect(ask({ kind: 'machine-preview', machine: 'athena' })).toMatchObject({
    ok: true,
    value: { counts: { added: 0, changed: 0, removed: 0 } },
  });
  expect(log).toEqual(['1: update {"changedPaths":[],"inventoryJsonText":null}', '1: preview athena']);
});

test('an edited document is compared with the tree that was seen while it was clean', () => {
  const { ask, update, log } = setUp();
  update({});
  ask({ kind: 'machine-preview', machine: 'athena' });
  update({ current: edited });
  const preview = ask({ kind: 'machine-preview', machine: 'athena' });
  expect(preview).toMatchObject({ ok: true, value: { counts: { added: 1, changed: 1, removed: 0 } } });
  expect(log.filter((line) => line.startsWith('2:'))).toEqual([]);
});

test('a tree that was never seen comes from a session of the saved state', () => {
  const { ask, update, log } = setUp();
  update({ current: edited });
  expect(ask({ kind: 'machine-preview', machine: 'athena' })).toMatchObject({
    value: {
      root: {
        children: [
          { name: 'a', change: { kind: 'changed', was: '1' } },
          { name: 'c', change: { kind: 'added' } },
        ],
      },
    },
  });
  expect(log.filter((line) => line.startsWith('2:'))).toEqual([
    '2: update {"changedPaths":[],"inventoryJsonText":null}',
    '2: preview athena',
  ]);
});

test('a change on disk forgets the trees of the saved state', () => {
  const { ask, update, log } = setUp();
  update({});
  ask({ kind: 'machine-preview', machine: 'athena' });
  update({ current: edited, changedPaths: ['/clan/a.nix'] });
  ask({ kind: 'machine-preview', machine: 'athena' });
  expect(log).toContain('2: preview athena');
});

test('texts that are equal only because they were cut are compared in full', () => {
  const { ask, update } = setUp();
  update({ saved: JSON.stringify({ m: { a: 'abc…1' } }), current: JSON.stringify({ m: { a: 'abc…2' } }) });
  expect(ask({ kind: 'machine-preview', machine: 'm' })).toMatchObject({ value: { counts: { changed: 1 } } });
});

test('the impact of a save: changed, new and lost machines', () => {
  const { ask, update } = setUp();
  update({ current: edited });
  expect(ask({ kind: 'impact', text: edited })).toEqual({
    ok: true,
    value: {
      impact: [
        { machine: 'athena', added: 1, changed: 1, removed: 0 },
        { machine: 'lyra', added: 0, changed: 0, removed: 1 },
        { machine: 'vega', added: 1, changed: 0, removed: 0 },
      ],
      unchangedMachines: 0,
      diagnostics: [{ code: `of ${edited}` }],
    },
  });
});

test('the impact of a text that leaves edits out, and of none', () => {
  const { ask, update } = setUp();
  update({ current: edited, saved: JSON.stringify(onDisk) });
  const partial = JSON.stringify({ ...onDisk, lyra: 'fails' });
  expect(ask({ kind: 'impact', text: partial })).toMatchObject({
    value: { impact: [{ machine: 'lyra', error: 'it throws' }], unchangedMachines: 1 },
  });
  expect(ask({ kind: 'impact', text: JSON.stringify(onDisk) })).toMatchObject({
    value: { impact: [], unchangedMachines: 2, diagnostics: [] },
  });
});

test('command line answers keep large integers', () => {
  const { ask } = setUp();
  expect(ask({ kind: 'query', query: { kind: 'settings' } })).toMatchObject({
    value: { text: '{\n  "big": 9223372036854775807\n}' },
  });
  expect(ask({ kind: 'query', query: { kind: 'members' } })).toMatchObject({
    value: { value: [{ instance: 'backup', roles: [], service: 'self-backup' }] },
  });
});

test('a part of a machine', () => {
  const { ask } = setUp();
  const query = (path: readonly string[]) =>
    ask({ kind: 'query', query: { kind: 'machine', machine: 'athena', path } });
  expect(query(['a'])).toMatchObject({ ok: true, value: { text: '1' } });
  expect(query(['nope', 'deeper'])).toMatchObject({ ok: false, error: [{ code: 'evaluator.no-such-path' }] });
  expect(query(['toString'])).toMatchObject({ ok: false });
});
