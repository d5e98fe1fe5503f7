import { expect, it } from 'vitest';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { foundNix, nixNote } from './nix-words';

it('tells the state of the Nix that was found in two words', () => {
  const told = Object.entries(fakeEvaluators).map(([name, state]) => {
    const { title, chip, tone } = foundNix(state);
    return [name, `${title} ${tone}: ${chip}`];
  });
  expect(Object.fromEntries(told)).toEqual({
    embedded: 'Nix 2.26.3 quiet: looking…',
    looking: 'Nix quiet: looking…',
    unavailable: 'Nix warning: not available',
    waiting: 'Nix 2.26.3 good: ready',
    working: 'Nix 2.26.3 accent: evaluating…',
    downloading: 'Nix 2.26.3 accent: evaluating…',
    offline: 'Nix 2.26.3 warning: inputs missing',
    failed: 'Nix 2.26.3 bad: failed',
    confirmed: 'Nix 2.26.3 good: agrees',
    differs: 'Nix 2.26.3 warning: 1 value differs',
    alone: 'Nix 2.26.3 good: ready',
    aloneWithoutNix: 'Nix warning: not available',
  });
});

it('says what stands in the way', () => {
  expect(nixNote(fakeEvaluators.unavailable.nix)).toMatch(/^There is no nix on this machine\. Install/);
  const { problem } = fakeEvaluators.offline.nix;
  const untidy = { ...problem, message: 'Couldn’t connect to server (7)' };
  expect(nixNote({ kind: 'needs-network', problem: untidy })).toBe('Couldn’t connect to server (7).');
  expect(nixNote(fakeEvaluators.downloading.nix)).toBe('Now downloading nixpkgs … 12 MiB.');
  expect(nixNote(fakeEvaluators.failed.nix)).toContain('is not tracked by git');
  expect(nixNote(fakeEvaluators.confirmed.nix)).toBeNull();
});
