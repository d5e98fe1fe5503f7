import { expect, test } from 'vitest';
import { progressWords } from './progress-words';

test.each([
  ['https://github.com/NixOS/nixpkgs/archive/0123abc.tar.gz', 0, 'downloading nixpkgs …'],
  ['https://api.github.com/repos/clan-lol/clan-core/tarball/1', 2_621_440, 'downloading clan-core … 2.5 MiB'],
  ['https://git.clan.lol/clan/clan-core/archive/main.tar.gz', 13_000_000, 'downloading clan-core … 12 MiB'],
  ['https://cache.nixos.org/nar/abc.nar.xz', 0, 'downloading from cache.nixos.org …'],
  ['odd', 0, 'downloading sources …'],
])('%s', (url, bytes, words) => {
  expect(progressWords({ kind: 'downloading', url, bytes })).toBe(words);
});

test('without a download', () => {
  expect([progressWords({ kind: 'evaluating' }), progressWords({ kind: 'copying' })]).toEqual([
    'evaluating',
    'copying',
  ]);
});
