import { expect, test } from 'vitest';
import { exactNumber } from '../../../../../shared/base/exact-number';
import { SearchTexts } from './search-text';

test('a value that its line shows whole has none', () => {
  expect(new SearchTexts().of('short', '"short"')).toBeUndefined();
});

test('it holds names, texts and numbers as they are', () => {
  const value = { script: 'echo "hi"\nrsync', list: [1, true, exactNumber('2.0'), null] };
  expect(new SearchTexts().of(value, '{ script = …')).toBe(
    'script\necho "hi"\nrsync\nlist\n1\ntrue\n2.0\nnull',
  );
});

test('a preview has room for so many characters and no more', () => {
  const texts = new SearchTexts(5);
  expect(texts.of('abc', '"a…')).toBe('abc');
  expect(texts.of('defgh', '"d…')).toBe('de');
  expect(texts.of('ijk', '"i…')).toBeUndefined();
  expect(new SearchTexts().of('x'.repeat(60_000), '"x…')).toHaveLength(50_000);
});
