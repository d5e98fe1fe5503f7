import { describe, expect, it } from 'vitest';
import type { EvaluationState } from '../../shared/contract';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { durationText, evaluatorText, nixWords } from './evaluator-words';

const done: EvaluationState = {
  status: 'done',
  revision: 1,
  evaluator: 'embedded',
  milliseconds: 38,
  evaluation: null,
  diagnostics: [],
};

describe('the evaluator that answered', () => {
  it('is named with its time', () => {
    expect(evaluatorText(done, null)).toBe('Embedded evaluator 38 ms');
    expect(evaluatorText({ ...done, evaluator: 'nix', milliseconds: 2_440 }, null)).toBe('System Nix 2.4 s');
    expect(evaluatorText({ ...done, milliseconds: null }, null)).toBe('Embedded evaluator');
    expect(evaluatorText({ ...done, status: 'failed' }, null)).toBe('Evaluation failed');
    expect(durationText(999.4)).toBe('999 ms');
  });

  it('says what Nix is doing when Nix is the only one', () => {
    const evaluating: EvaluationState = { ...done, status: 'evaluating' };
    expect(evaluatorText(evaluating, fakeEvaluators.downloading)).toBe('Evaluating…');
    expect(evaluatorText(evaluating, { ...fakeEvaluators.downloading, choice: 'nix' })).toBe(
      'Nix: downloading nixpkgs … 12 MiB',
    );
  });
});

describe('system Nix beside it', () => {
  it('is told in few words, with where a click leads', () => {
    const told = Object.entries(fakeEvaluators).map(([name, state]) => {
      const words = nixWords(state, 1);
      return [name, words === null ? null : `${words.tone}: ${words.text} → ${words.opens}`];
    });
    expect(Object.fromEntries(told)).toEqual({
      embedded: null,
      looking: 'quiet: Looking for Nix… → evaluator',
      unavailable: 'quiet: No Nix → evaluator',
      waiting: 'quiet: Nix is waiting → evaluator',
      working: 'busy: Nix is evaluating… → evaluator',
      downloading: 'busy: Nix: downloading nixpkgs … 12 MiB → evaluator',
      offline: 'quiet: Nix: inputs are not on this machine → consent',
      failed: 'bad: Nix failed → problems',
      confirmed: 'good: Confirmed by Nix 2.26.3 → evaluator',
      differs: 'warning: 1 value differs → problems',
      alone: null,
      aloneWithoutNix: 'warning: No Nix → evaluator',
    });
  });

  it('says why, and what to do', () => {
    expect(nixWords(fakeEvaluators.unavailable, 1)?.detail).toBe(
      'There is no nix on this machine. Install it from nixos.org, or go on with the embedded evaluator.',
    );
    expect(nixWords(fakeEvaluators.aloneWithoutNix, 1)?.detail).toContain(
      'The embedded evaluator answers in its place.',
    );
    expect(nixWords(fakeEvaluators.offline, 1)?.detail).toContain('Click to allow Nix to fetch.');
  });

  it('confirms nothing that was edited since', () => {
    const { confirmed } = fakeEvaluators;
    const stale = { ...confirmed, nix: { ...confirmed.nix, revision: 4 } };
    expect(nixWords(stale, 4)?.text).toBe('Confirmed by Nix 2.26.3');
    expect(nixWords(stale, 5)?.text).toBe('Nix is waiting');
    expect(nixWords({ ...stale, nix: { ...stale.nix, differences: 3 } }, 4)?.text).toBe('3 values differ');
  });
});
