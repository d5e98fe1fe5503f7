import { describe, expect, it } from 'vitest';
import type { InputEntry } from '../../shared/contract';
import { findInput, inputWords } from './input-words';

const base: InputEntry = {
  name: 'x',
  url: null,
  known: null,
  source: { kind: 'missing' },
  folderLabel: null,
  problem: null,
};
const chip = (entry: Partial<InputEntry>) => {
  const { chip: words, tone } = inputWords({ ...base, ...entry });
  return `${tone}: ${words}`;
};

describe('the state of an input', () => {
  it('is told in two words', () => {
    expect(chip({})).toBe('warning: missing');
    expect(chip({ source: { kind: 'built-in' }, known: 'nixpkgs' })).toBe('quiet: built in');
    expect(chip({ source: { kind: 'folder', folder: '/x' } })).toBe('good: found on disk');
    expect(chip({ source: { kind: 'override', folder: '/x' } })).toBe('accent: your checkout');
    expect(chip({ source: { kind: 'follows', target: 'a/b' } })).toBe('quiet: follows a/b');
  });

  it('is trouble where the folder has gone', () => {
    const problem = {
      code: 'input.no-folder',
      severity: 'error',
      message: 'There is no folder /x.',
    } as const;
    const words = inputWords({ ...base, source: { kind: 'override', folder: '/x' }, problem });
    expect(words).toEqual({ chip: 'unusable', tone: 'bad', note: 'There is no folder /x.' });
  });
});

describe('an input that a finding names', () => {
  const core: InputEntry = { ...base, name: 'clan', known: 'clan-core' };
  it('is found by its name, or by what it is', () => {
    expect(findInput([base, core], 'clan')).toBe(core);
    expect(findInput([base, core], 'clan-core')).toBe(core);
    expect(findInput([base, core], 'y')).toBeUndefined();
  });
});
