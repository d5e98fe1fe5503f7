/** Store paths, placeholders and contexts, compared with what Nix 2.26.3 gives. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flakeTree } from '../testing/flake-tree';
import { goldenCases, outcome } from '../testing/golden-cases';
import { TreeIo } from '../testing/tree-io';

const io = new TreeIo(flakeTree);

describe.each(['derivations', 'sources', 'texts'])('%s', (name) => {
  test.each(goldenCases(join(import.meta.dirname, 'testdata', `${name}.json`)))('%s', (_, text, value) => {
    expect(outcome(text, { io })).toBe(value);
  });
});

test('bytes that are no text are kept', () => {
  const text = 'builtins.hashString "sha256" (builtins.readFile /tmp/flakes/tree/exec)';
  const whole = 'builtins.hashFile "sha256" /tmp/flakes/tree/exec';
  expect(outcome(`${text} == ${whole}`, { io })).toBe('true');
});
