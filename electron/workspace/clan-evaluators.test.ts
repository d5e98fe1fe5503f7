/** The user's choice of evaluators, with a scripted pair and a scripted search for Nix. */
import { beforeEach, describe, expect, test } from 'vitest';
import { err } from '../../shared/base/result';
import type { EvaluatorsState } from '../../shared/contract';
import type { NixSearch } from '../evaluator';
import {
  ScriptedEvaluator,
  StoppedTime,
  failureOf,
  inputOf,
  settled,
} from '../evaluator/confirming/testing/scripted';
import { ClanEvaluators } from './clan-evaluators';
import type { ClanEvaluatorsOptions, NixHooks } from './clan-evaluators';

const document = { machines: { desk: {} } };
const found: NixSearch = {
  kind: 'found',
  program: '/opt/nix/bin/nix',
  version: '2.26.3',
  evalJobs: { program: '/opt/nix/bin/nix-eval-jobs', version: '2.26.0', isUsable: true },
};
const missing: NixSearch = { kind: 'missing', lookedIn: ['/usr/bin'] };

let time: StoppedTime;
let search: NixSearch;
let searches: number;
let embedded: ScriptedEvaluator[];
let nixes: ScriptedEvaluator[];
let hooks: NixHooks;
let published: EvaluatorsState[];
let remembered: object[];
let nixFailure: ReturnType<typeof failureOf> | null;
let evaluations: number;
let evaluators: ClanEvaluators;

beforeEach(() => {
  time = new StoppedTime();
  [search, searches, nixFailure, evaluations] = [found, 0, null, 0];
  [embedded, nixes, published, remembered] = [[], [], [], []];
});

function open(more: Partial<ClanEvaluatorsOptions> = {}): Promise<void> {
  evaluators = new ClanEvaluators({
    choice: 'auto',
    mayFetch: false,
    remember: (decided) => remembered.push(decided),
    publish: (state) => published.push(state),
    findNix: () => {
      searches++;
      return Promise.resolve(search);
    },
    createEmbedded: () => {
      const made = new ScriptedEvaluator();
      embedded.push(made);
      return made;
    },
    createNix: (_nix, given) => {
      const made = new ScriptedEvaluator();
      made.answer = nixFailure === null ? null : () => err(nixFailure ?? failureOf('x'));
      hooks = given;
      nixes.push(made);
      return made;
    },
    clock: time,
    pause: 1_500,
    ...more,
  });
  return evaluators.start(evaluate);
}

/** What the workspace does when it is asked to evaluate anew. */
function evaluate(): void {
  void evaluators.evaluator.evaluate(inputOf(document, ++evaluations));
}

function kinds(): readonly string[] {
  return published.map(({ nix }) => nix.kind).filter((kind, index, all) => kind !== all[index - 1]);
}

describe('looking for Nix', () => {
  test('goes on beside the first evaluation and tells what was found', async () => {
    let tell: (search: NixSearch) => void = () => undefined;
    const opened = open({ findNix: () => new Promise((resolve) => (tell = resolve)) });
    expect(evaluators.state).toMatchObject({ program: null, nix: { kind: 'looking' } });
    expect(await evaluators.evaluator.evaluate(inputOf(document))).toMatchObject({ ok: true });
    tell(found);
    await opened;
    expect(evaluators.state).toMatchObject({
      program: { version: '2.26.3', label: '/opt/nix/bin/nix' },
      evalJobs: '2.26.0',
      nix: { kind: 'waiting' },
    });
    await time.pass(1_500);
    expect(kinds()).toEqual(['looking', 'waiting', 'working', 'answered']);
  });

  test('finds none: quiet where it is not needed', async () => {
    search = missing;
    await open();
    expect(evaluators.state).toMatchObject({
      program: null,
      nix: { kind: 'unavailable', problem: { code: 'system-nix.missing' } },
      diagnostics: [],
    });
  });

  test('finds none: said plainly where it was chosen, and the clan stays readable', async () => {
    search = { kind: 'too-old', program: '/usr/bin/nix', version: '2.3' };
    await open({ choice: 'nix' });
    expect(evaluators.state).toMatchObject({
      nix: { kind: 'unavailable', problem: { code: 'system-nix.too-old' } },
      diagnostics: [{ code: 'system-nix.instead', severity: 'warning' }],
    });
    expect(await evaluators.evaluator.evaluate(inputOf(document))).toMatchObject({ ok: true });
    expect(embedded[0]?.inputs).toHaveLength(1);
  });

  test('once more after it was installed', async () => {
    search = missing;
    await open({ choice: 'nix' });
    await evaluators.evaluator.evaluate(inputOf(document));
    search = found;
    await evaluators.retry();
    await settled();
    expect(evaluators.state).toMatchObject({ nix: { kind: 'answered' }, diagnostics: [] });
    expect(nixes[0]?.inputs).toHaveLength(1);
    expect(searches).toBe(2);
  });

  test('is of no consequence when the clan was closed meanwhile', async () => {
    let tell: (search: NixSearch) => void = () => undefined;
    const opened = open({ findNix: () => new Promise((resolve) => (tell = resolve)) });
    await settled();
    const before = published.length;
    evaluators.dispose();
    tell(found);
    await opened;
    expect([nixes.length, published.length]).toEqual([0, before]);
  });

  test('happens with the embedded one alone too, but nothing is asked', async () => {
    await open({ choice: 'embedded' });
    expect(evaluators.state).toMatchObject({ program: { version: '2.26.3' }, nix: { kind: 'unused' } });
    expect(nixes).toEqual([]);
  });
});

describe('the choice', () => {
  test('is remembered and changes who answers, at once', async () => {
    await open();
    await evaluators.evaluator.evaluate(inputOf(document));
    expect(await evaluators.choose('nix')).toMatchObject({ choice: 'nix' });
    await settled();
    expect(nixes[0]?.inputs).toHaveLength(1);
    expect(evaluators.state.nix.kind).toBe('answered');
    expect(await evaluators.choose('embedded')).toMatchObject({
      choice: 'embedded',
      nix: { kind: 'unused' },
    });
    await settled();
    expect([nixes[0]?.isDisposed, embedded[0]?.inputs.length]).toEqual([true, 2]);
    await evaluators.choose('auto');
    await time.pass(1_500);
    expect(nixes).toHaveLength(2);
    expect(evaluators.state.nix.kind).toBe('answered');
    expect(remembered).toEqual([{ choice: 'nix' }, { choice: 'embedded' }, { choice: 'auto' }]);
    expect(searches).toBe(1);
  });

  test('twice in a row leaves one Nix', async () => {
    await open();
    await Promise.all([evaluators.choose('embedded'), evaluators.choose('nix'), evaluators.choose('auto')]);
    await evaluators.evaluator.evaluate(inputOf(document));
    expect(evaluators.state.choice).toBe('auto');
    expect(nixes.filter(({ isDisposed }) => !isDisposed)).toHaveLength(1);
  });

  test('previews are to be asked for again', async () => {
    await open();
    const before = evaluators.state.answers;
    await evaluators.choose('embedded');
    expect(evaluators.state.answers).toBeGreaterThan(before);
  });
});

describe('consent', () => {
  test('is asked for before anything is fetched, remembered, and can be withdrawn', async () => {
    nixFailure = failureOf('system-nix.input-missing', { input: 'nixpkgs' });
    await open();
    await evaluators.evaluator.evaluate(inputOf(document));
    await time.pass(1_500);
    expect(hooks.mayUseNetwork()).toBe(false);
    expect(evaluators.state).toMatchObject({
      mayFetch: false,
      nix: { kind: 'needs-network', problem: { input: 'nixpkgs' } },
    });
    const [nix] = nixes;
    if (nix !== undefined) nix.answer = null;
    expect(await evaluators.allowFetching(true)).toMatchObject({ mayFetch: true });
    expect(hooks.mayUseNetwork()).toBe(true);
    await time.pass(0);
    expect(evaluators.state.nix.kind).toBe('answered');
    await evaluators.allowFetching(false);
    expect(hooks.mayUseNetwork()).toBe(false);
    expect(remembered).toEqual([{ mayFetch: true }, { mayFetch: false }]);
  });

  test('withdrawn while Nix works ends what it does', async () => {
    await open({ mayFetch: true });
    await evaluators.evaluator.evaluate(inputOf(document));
    const [nix] = nixes;
    if (nix === undefined) throw new Error('no nix was made');
    nix.isHeld = true;
    await time.pass(1_500);
    await evaluators.allowFetching(false);
    expect(nix.cancelled).toBe(1);
  });

  test('given in the way of Nix alone evaluates anew', async () => {
    nixFailure = failureOf('system-nix.input-missing');
    await open({ choice: 'nix' });
    await settled();
    expect(evaluators.state).toMatchObject({
      nix: { kind: 'needs-network' },
      diagnostics: [{ code: 'system-nix.instead' }],
    });
    const [nix] = nixes;
    if (nix !== undefined) nix.answer = null;
    await evaluators.allowFetching(true);
    await settled();
    expect(evaluators.state).toMatchObject({ nix: { kind: 'answered' }, diagnostics: [] });
  });
});

test('progress is told in words, five times a second at most, and only while Nix works', async () => {
  await open();
  await evaluators.evaluator.evaluate(inputOf(document));
  const [nix] = nixes;
  if (nix === undefined) throw new Error('no nix was made');
  hooks.onProgress({ kind: 'copying' });
  nix.isHeld = true;
  await time.pass(1_500);
  const before = published.length;
  const url = 'https://github.com/NixOS/nixpkgs/archive/abc.tar.gz';
  for (let bytes = 0; bytes < 100; bytes++) {
    hooks.onProgress({ kind: 'downloading', url, bytes: bytes * 131_072 });
    await time.pass(10);
  }
  expect(published.length - before).toBeLessThanOrEqual(6);
  expect(evaluators.state.nix).toEqual({ kind: 'working', progress: 'downloading nixpkgs … 12 MiB' });
  nix.release();
  await settled();
  await time.pass(1_000);
  expect(evaluators.state.nix.kind).toBe('answered');
});

test('other folders for inputs make both evaluators anew', async () => {
  await open();
  await evaluators.evaluator.evaluate(inputOf(document));
  await evaluators.replaceInputs();
  await settled();
  expect([embedded.length, embedded[0]?.isDisposed, embedded[1]?.inputs.length]).toEqual([2, true, 1]);
  expect([nixes.length, nixes[0]?.isDisposed]).toEqual([2, true]);
  await time.pass(1_500);
  expect(nixes[1]?.inputs).toHaveLength(1);
});
