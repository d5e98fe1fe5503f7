/** Two scripted evaluators: what is confirmed, told, filled in, ended, and not asked at all. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err } from '../../../shared/base/result';
import type { MachinePreview, PreviewNode } from '../../../shared/clan/evaluation';
import type { NixStatus } from '../../../shared/contract';
import { PairedEvaluator } from './paired-evaluator';
import { ScriptedEvaluator, StoppedTime, failureOf, inputOf, leaf, settled, value } from './testing/scripted';

const clan = {
  machines: { desk: { tags: ['work'] }, box: {} },
  instances: {
    backup: {
      module: { name: 'backup', input: 'self' },
      roles: { client: { tags: { work: {} } }, server: { machines: { box: {} } } },
    },
  },
};

let embedded: ScriptedEvaluator;
let nix: ScriptedEvaluator;
let time: StoppedTime;
let statuses: NixStatus[];
let findings: readonly Diagnostic[];
let news: number;
let mayFetch: boolean;
let pair: PairedEvaluator;

beforeEach(() => {
  [embedded, nix, time] = [new ScriptedEvaluator(), new ScriptedEvaluator(), new StoppedTime()];
  [statuses, findings, news, mayFetch] = [[], [], 0, false];
  pair = new PairedEvaluator({
    embedded,
    schedule: time.schedule,
    pause: 1_500,
    mayFetch: () => mayFetch,
    report: {
      status: (status) => statuses.push(status),
      findings: (found) => {
        findings = found;
      },
      news: () => news++,
    },
  });
});

function kinds(): readonly string[] {
  return statuses.map(({ kind }) => kind);
}

async function lineOf(name: string, machine = 'desk'): Promise<PreviewNode | undefined> {
  const preview = await pair.machinePreview(machine);
  return preview.ok ? preview.value.root?.children?.find((child) => child.name === name) : undefined;
}

describe('in the automatic mode', () => {
  beforeEach(() => pair.use('auto', nix));

  test('Nix is asked when edits pause, and agrees', async () => {
    const answer = await pair.evaluate(inputOf(clan));
    expect(answer).toMatchObject({ ok: true, value: { revision: 1 } });
    await time.pass(1_499);
    expect(nix.inputs).toEqual([]);
    await time.pass(1);
    expect(nix.inputs).toHaveLength(1);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', revision: 1, differences: 0 });
    expect(kinds()).toEqual(['waiting', 'working', 'answered']);
    expect(findings).toEqual([]);
  });

  test('a newer edit ends what runs; only the newest is compared', async () => {
    await pair.evaluate(inputOf(clan, 1));
    nix.isHeld = true;
    await time.pass(1_500);
    await pair.evaluate({ ...inputOf(clan, 2), changedPaths: ['/clan/flake.nix'] });
    expect(nix.cancelled).toBe(1);
    nix.release();
    await settled();
    expect(kinds()).toEqual(['waiting', 'working', 'waiting']);
    await time.pass(1_000);
    await pair.evaluate(inputOf(clan, 3));
    await time.pass(1_500);
    expect(nix.inputs.map(({ revision }) => revision)).toEqual([1, 3]);
    // What changed on disk for the edit that Nix never heard of.
    expect(nix.inputs[1]?.changedPaths).toEqual(['/clan/flake.nix']);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', revision: 3 });
  });

  test('differences about the clan are told with both values and their place', async () => {
    const other = structuredClone(clan) as typeof clan & { machines: Record<string, unknown> };
    other.machines.desk.tags = ['work', 'loud'];
    other.machines['lap'] = {};
    other.instances.backup.roles.server.machines = { lap: {} } as never;
    embedded.settings = { backup: { client: { desk: { daily: 14, names: { a: 1 } } } } };
    nix.settings = { backup: { client: { desk: { daily: 15, names: { a: 1 } }, lap: {} } } };
    const theirs = await new ScriptedEvaluator().evaluate(inputOf(other));
    nix.answer = () => theirs;
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    const told = findings.map(({ message, target }) => [message, target]);
    const tags = about('the tags of desk', '[ "all" "work" ]', '[ "all" "loud" "work" ]');
    const members = about(
      'who is in role server of backup',
      '{ box = [ "direct" ]; }',
      '{ lap = [ "direct" ]; }',
    );
    const role = { kind: 'role', instance: 'backup', role: 'client' };
    const layer = { kind: 'machine', machine: 'desk' };
    expect(told).toEqual([
      [about('which machines there are', '[ "box" "desk" ]', '[ "box" "desk" "lap" ]'), { kind: 'clan' }],
      [tags, { kind: 'machine', machine: 'desk' }],
      [members, { ...role, role: 'server' }],
      [about('daily of desk in backup › client', '14', '15'), { ...role, layer, setting: ['daily'] }],
    ]);
    const isDisagreement = ({ code, severity }: Diagnostic): boolean =>
      code === 'system-nix.disagreement' && severity === 'warning';
    expect(findings.every(isDisagreement)).toBe(true);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', differences: 4 });
  });

  test('the machine that is shown is compared line by line', async () => {
    embedded.lines = [
      leaf('name', '"desk"'),
      leaf('port', '22'),
      leaf('package', '«pkgs.jq»', { kind: 'symbolic' }),
      leaf('lines', 'needs system Nix', { kind: 'unknown' }),
      leaf('only', '1', { onlyIf: 'config.x.enable' }),
      leaf('wrong', 'it fails', { kind: 'error' }),
      leaf('gone', '"old"', { change: { kind: 'removed', was: '"old"' } }),
      leaf('ports', '[ 80 ]', { kind: 'list' }),
      leaf('broken', 'true'),
      leaf('assertions', '[ ]', { kind: 'list' }),
    ];
    embedded.configuration = { name: 'desk', port: 22, ports: [80], broken: true, assertions: [] };
    nix.leaves.set('name', value('desk'));
    nix.leaves.set('port', value(2222));
    nix.leaves.set('package', value('<outPath>', '«derivation jq-1.7»'));
    nix.leaves.set('lines', value('a\nb'));
    nix.leaves.set('wrong', value(7));
    nix.leaves.set('ports', value([22, 80], '[ 22 80 ]'));
    nix.leaves.set('assertions', value([{ assertion: true }], '[ 1 item ]'));
    nix.leaves.set('broken', { kind: 'failed', diagnostics: failed('nix.throw') });
    await pair.evaluate(inputOf(clan));
    expect(await lineOf('name')).not.toHaveProperty('nix');
    await time.pass(1_500);
    expect(news).toBe(1);
    expect(await lineOf('name')).toMatchObject({ text: '"desk"', nix: { kind: 'agrees' } });
    expect(await lineOf('port')).toMatchObject({ text: '22', nix: { kind: 'differs', text: '2222' } });
    expect(await lineOf('package')).toMatchObject({ text: '«derivation jq-1.7»', evaluator: 'nix' });
    expect(await lineOf('lines')).toMatchObject({ text: '"a\\nb"', evaluator: 'nix', kind: 'value' });
    expect(await lineOf('only')).toMatchObject({ text: 'nothing', evaluator: 'nix' });
    expect(await lineOf('wrong')).toMatchObject({ text: '7', evaluator: 'nix' });
    expect(await lineOf('gone')).toEqual(embedded.lines[6]);
    expect(await lineOf('ports')).toMatchObject({ text: '[ 22 80 ]', evaluator: 'nix', sources: ['backup'] });
    expect(await lineOf('assertions')).toMatchObject({ text: '[ ]', nix: { kind: 'agrees' } });
    expect(await lineOf('broken')).toMatchObject({ text: 'true', nix: { kind: 'differs' } });
    expect(findings.map(({ code, target }) => [code, target])).toEqual([
      ['system-nix.disagreement', { kind: 'machine', machine: 'desk', option: ['port'] }],
      ['system-nix.disagreement', { kind: 'machine', machine: 'desk', option: ['wrong'] }],
      ['nix.throw', { kind: 'machine', machine: 'desk', option: ['broken'] }],
    ]);
    expect(findings[0]?.message).toBe(about('port of desk', '22', '2222'));
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', differences: 3 });
  });

  test('a machine that is shown without services of an input takes the values that Nix has', async () => {
    embedded.lines = [leaf('ports', '[ 80 ]'), leaf('name', '"desk"'), leaf('broken', 'true')];
    const settings = embedded.query.bind(embedded);
    embedded.query = (query) =>
      query.kind === 'machine'
        ? Promise.resolve(err(failureOf('nix.throw', { input: 'foo' })))
        : settings(query);
    nix.leaves.set('ports', value([22, 80], '[ 22 80 ]'));
    nix.leaves.set('name', value('desk'));
    nix.leaves.set('broken', { kind: 'failed', diagnostics: failed('nix.throw') });
    await pair.evaluate(inputOf(clan));
    await pair.machinePreview('desk');
    await time.pass(1_500);
    expect(await lineOf('ports')).toMatchObject({ text: '[ 22 80 ]', evaluator: 'nix' });
    expect(await lineOf('name')).toMatchObject({ text: '"desk"', nix: { kind: 'agrees' } });
    expect(findings.map(({ code }) => code)).toEqual(['nix.throw']);
  });

  test('the machine shown last is asked about first, and machines that are gone are not', async () => {
    embedded.lines = [leaf('a', '1')];
    await pair.evaluate(inputOf(clan));
    await pair.machinePreview('gone');
    await pair.machinePreview('box');
    await pair.machinePreview('desk');
    await time.pass(1_500);
    expect(nix.asked.filter((question) => question.startsWith('leaves'))).toEqual([
      'leaves desk',
      'leaves box',
    ]);
  });

  test('a machine that is looked at later is asked about then', async () => {
    embedded.lines = [leaf('a', '1')];
    embedded.configuration = { a: 1 };
    nix.leaves.set('a', value(1));
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(await lineOf('a')).not.toHaveProperty('nix');
    await time.pass(300);
    expect(await lineOf('a')).toMatchObject({ nix: { kind: 'agrees' } });
    expect(nix.inputs).toHaveLength(1);
  });

  test('what Nix said of lines is forgotten with an edit', async () => {
    embedded.lines = [leaf('a', '1')];
    await pair.evaluate(inputOf(clan));
    await pair.machinePreview('desk');
    await time.pass(1_500);
    expect(await lineOf('a')).toMatchObject({ nix: { kind: 'differs' } });
    await pair.evaluate(inputOf(clan, 2));
    expect(await lineOf('a')).not.toHaveProperty('nix');
    // Still on the list until Nix has spoken again.
    expect(findings).toHaveLength(1);
    nix.leaves.set('a', value(1));
    await time.pass(1_500);
    expect(findings).toEqual([]);
  });

  test('an error that Nix alone finds is told as its failure', async () => {
    nix.answer = () => err(failureOf('nix.throw'));
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(statuses.at(-1)).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'nix.throw' }] });
    expect(findings).toMatchObject([{ code: 'nix.throw' }]);
  });

  test('an error that both find is no disagreement', async () => {
    embedded.answer = () => err(failureOf('nix.type'));
    nix.answer = () => err(failureOf('nix.throw'));
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', differences: 0 });
    expect(findings).toEqual([]);
  });

  test('an error that Nix does not find is one', async () => {
    embedded.answer = () => err(failureOf('nix.type'));
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', differences: 1 });
    expect(findings[0]?.message).toBe(
      about('whether this clan evaluates', 'it fails with “nix.type happened”', 'it does'),
    );
  });

  test('inputs that are not here are quiet until the user allows to fetch them', async () => {
    nix.answer = () => err(failureOf('system-nix.input-missing', { input: 'nixpkgs' }));
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(statuses.at(-1)).toMatchObject({ kind: 'needs-network', problem: { input: 'nixpkgs' } });
    expect(findings).toEqual([]);
    // No edit of the inventory brings them, so nothing flickers and nothing is asked.
    await pair.evaluate(inputOf(clan, 2));
    await time.pass(1_500);
    expect([kinds().at(-1), nix.inputs.length]).toEqual(['needs-network', 1]);
    await pair.evaluate({ ...inputOf(clan, 3), changedPaths: ['/clan/flake.lock'] });
    await time.pass(1_500);
    expect([kinds().at(-1), nix.inputs.length]).toEqual(['needs-network', 2]);
    mayFetch = true;
    nix.answer = null;
    pair.confirm();
    await time.pass(0);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', differences: 0 });
  });

  test('with consent, inputs that cannot be fetched are a failure', async () => {
    mayFetch = true;
    nix.answer = () => err(failureOf('system-nix.input-missing'));
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(kinds().at(-1)).toBe('failed');
  });

  test('a machine that Nix cannot evaluate is told once, a Nix that cannot work ends the round', async () => {
    embedded.lines = [leaf('a', '1'), leaf('b', '2')];
    nix.leafFailure = failureOf('nix.throw');
    await pair.evaluate(inputOf(clan));
    await pair.machinePreview('desk');
    await time.pass(1_500);
    expect(findings).toMatchObject([{ code: 'nix.throw', target: { kind: 'machine', machine: 'desk' } }]);
    nix.leafFailure = failureOf('system-nix.timeout');
    await pair.evaluate(inputOf(clan, 2));
    await time.pass(1_500);
    expect(statuses.at(-1)).toMatchObject({ kind: 'failed', diagnostics: [{ code: 'system-nix.timeout' }] });
  });

  test('a list of sets agrees as a whole', async () => {
    const items = [
      { name: '0', kind: 'set' as const, text: '{ … }', children: [leaf('a', '1')], sources: [] },
    ];
    embedded.lines = [leaf('users', '[ 1 item ]', { kind: 'list', children: items })];
    embedded.configuration = { users: [{ a: 1 }] };
    nix.leaves.set('users', value([{ a: 1 }]));
    await pair.evaluate(inputOf(clan));
    await pair.machinePreview('desk');
    await time.pass(1_500);
    const users = await lineOf('users');
    expect(users?.children?.[0]?.children?.[0]?.nix).toEqual({ kind: 'agrees' });
  });

  test('a mistake while comparing is told and stops nothing', async () => {
    nix.settings = undefined;
    await pair.evaluate(inputOf(clan));
    await time.pass(1_500);
    expect(findings).toMatchObject([{ code: 'evaluation.crashed' }]);
    nix.settings = {};
    await pair.evaluate(inputOf(clan, 2));
    await time.pass(1_500);
    expect(kinds().at(-1)).toBe('answered');
  });

  test('its end asks nothing more', async () => {
    await pair.evaluate(inputOf(clan));
    await pair.dispose();
    await time.pass(5_000);
    expect(nix.inputs).toEqual([]);
    expect([embedded.isDisposed, nix.isDisposed]).toEqual([true, true]);
  });
});

describe('with system Nix alone', () => {
  beforeEach(() => pair.use('nix', nix));

  test('Nix answers everything', async () => {
    const answer = await pair.evaluate(inputOf(clan));
    expect(answer.ok).toBe(true);
    expect(statuses.at(-1)).toMatchObject({ kind: 'answered', revision: 1, differences: 0 });
    await pair.machinePreview('desk');
    await pair.impact('{}');
    await pair.query({ kind: 'settings' });
    expect([nix.asked, nix.impacts]).toEqual([['preview desk', 'settings'], ['{}']]);
    expect([embedded.inputs, embedded.asked]).toEqual([[], []]);
  });

  test('what is wrong with the clan is shown as Nix sees it', async () => {
    nix.answer = () => err(failureOf('nix.throw'));
    expect(await pair.evaluate(inputOf(clan))).toMatchObject({
      error: { diagnostics: [{ code: 'nix.throw' }] },
    });
    expect(kinds().at(-1)).toBe('failed');
    expect(embedded.inputs).toEqual([]);
  });

  test('where it cannot work the embedded one answers, and that is said', async () => {
    nix.answer = () => err(failureOf('system-nix.input-missing', { hint: 'Allow it.', input: 'nixpkgs' }));
    const answer = await pair.evaluate({ ...inputOf(clan), changedPaths: [] });
    expect(answer).toMatchObject({ ok: true, value: { revision: 1 } });
    expect(kinds().at(-1)).toBe('needs-network');
    expect(findings).toMatchObject([
      { code: 'system-nix.instead', input: 'nixpkgs', hint: 'system-nix.input-missing happened Allow it.' },
    ]);
    await pair.machinePreview('desk');
    expect([embedded.asked, nix.asked]).toEqual([['preview desk'], []]);
    // It has missed everything until now.
    expect(embedded.inputs[0]?.changedPaths).toBeNull();
  });

  test('an edit that comes while Nix fails supersedes what was to take its place', async () => {
    nix.isHeld = true;
    nix.answer = () => err(failureOf('system-nix.timeout'));
    const first = pair.evaluate(inputOf(clan, 1));
    const second = pair.evaluate(inputOf(clan, 2));
    nix.release();
    expect(await first).toEqual({ ok: false, error: { kind: 'superseded' } });
    expect(await second).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(embedded.inputs.map(({ revision }) => revision)).toEqual([2]);
  });
});

describe('changing the way', () => {
  test('from the embedded one to automatic asks Nix without a new evaluation', async () => {
    await pair.evaluate(inputOf(clan));
    expect(await pair.use('auto', nix)).toBe(false);
    await time.pass(1_500);
    expect(nix.inputs).toHaveLength(1);
    expect(embedded.inputs).toHaveLength(1);
  });

  test('to Nix and back asks for an evaluation, and ends what is not wanted', async () => {
    await pair.evaluate(inputOf(clan));
    expect(await pair.use('nix', nix)).toBe(true);
    await pair.evaluate(inputOf(clan));
    expect(await pair.use('embedded', null)).toBe(true);
    expect(nix.isDisposed).toBe(true);
    await pair.evaluate(inputOf(clan));
    expect([embedded.inputs.length, nix.inputs.length]).toEqual([2, 1]);
  });

  test('another embedded evaluator ends the former one', async () => {
    const next = new ScriptedEvaluator();
    await pair.evaluate(inputOf(clan));
    await pair.replaceEmbedded(next);
    expect(embedded.isDisposed).toBe(true);
    await pair.evaluate(inputOf(clan, 2));
    expect(next.inputs[0]?.changedPaths).toBeNull();
  });
});

function about(what: string, ours: string, theirs: string): string {
  return `The evaluators disagree about ${what}. Embedded: ${ours}; system Nix: ${theirs}.`;
}

function failed(code: string): MachinePreview['diagnostics'] {
  const failure = failureOf(code);
  return failure.kind === 'failed' ? failure.diagnostics : [];
}
