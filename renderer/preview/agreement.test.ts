import { expect, it } from 'vitest';
import type { PreviewNode } from '../../shared/clan/evaluation';
import { agreementOf, agreementWords, nixName } from './agreement';

const leaf = (more: Partial<PreviewNode> = {}): PreviewNode => ({
  name: 'x',
  kind: 'value',
  text: '1',
  sources: [],
  ...more,
});
const agrees = leaf({ nix: { kind: 'agrees' } });
const set = (...children: PreviewNode[]): PreviewNode => ({ ...leaf(), kind: 'set', children });
const words = (root: PreviewNode, evaluator: 'embedded' | 'nix' = 'embedded') =>
  agreementWords(agreementOf(root), evaluator, '2.26.3')
    .map(({ text, isDifference }) => (isDifference ? `*${text}*` : text))
    .join('');

it('says nothing where Nix has said nothing', () => {
  expect(words(set(leaf(), set(leaf())))).toBe('');
});

it('counts the values below all sets', () => {
  expect(words(set(agrees, set(agrees, set())))).toBe('Embedded, confirmed by Nix 2.26 for 2 of 3 values');
  const differs = leaf({ nix: { kind: 'differs', text: '2' } });
  const fromNix = leaf({ evaluator: 'nix' });
  expect(words(set(agrees, differs, differs, fromNix))).toBe(
    'Embedded · Nix 2.26 confirms 1 of 4*, 2 differ*, 1 from Nix only',
  );
  expect(words(set(agrees, differs))).toBe('Embedded · Nix 2.26 confirms 1 of 2*, 1 differs*');
});

it('names Nix where it made all of it', () => {
  expect(words(set(leaf()), 'nix')).toBe('Evaluated by Nix 2.26');
  expect(nixName(null)).toBe('Nix');
  expect(nixName('2.8.0')).toBe('Nix 2.8');
});
