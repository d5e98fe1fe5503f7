import { expect, test } from 'vitest';
import type { PreviewNode } from '../../../shared/clan/evaluation';
import { markTree } from './preview-diff';

function leaf(name: string, text: string): PreviewNode {
  return { name, kind: 'value', text, sources: [] };
}

function set(name: string, ...children: PreviewNode[]): PreviewNode {
  return { name, kind: 'set', text: '{ … }', sources: [], children };
}

/** The tree as lines: `path mark text (was)`. */
function lines(node: PreviewNode | null, path = ''): string[] {
  if (node === null) return [];
  const here = path === '' ? node.name : `${path}.${node.name}`;
  const mark = node.change === undefined ? '=' : node.change.kind;
  const was = node.change?.was === undefined ? '' : ` was ${node.change.was}`;
  if (node.children === undefined || node.children.length === 0)
    return [`${here} ${mark} ${node.text}${was}`];
  const own = node.change === undefined ? [] : [`${here} ${mark} {}${was}`];
  return [...own, ...node.children.flatMap((child) => lines(child, here))];
}

test('equal trees stay the very same object', () => {
  const current = set('', leaf('a', '1'));
  const marked = markTree(set('', leaf('a', '1')), current);
  expect(marked).toEqual({ root: current, counts: { added: 0, changed: 0, removed: 0 } });
  expect(marked.root).toBe(current);
});

test('added, changed and removed leaves are marked and counted', () => {
  const saved = set('', leaf('gone', '1'), leaf('kept', '2'), leaf('other', '"a"'));
  const current = set('', leaf('kept', '2'), leaf('new', 'true'), leaf('other', '"b"'));
  const { root, counts } = markTree(saved, current);
  expect(lines(root)).toEqual([
    'gone removed 1 was 1',
    'kept = 2',
    'new added true',
    'other changed "b" was "a"',
  ]);
  expect(counts).toEqual({ added: 1, changed: 1, removed: 1 });
});

test('a whole set that comes or goes counts with all its leaves', () => {
  const block = set('services', leaf('a', '1'), set('b', leaf('c', '2')));
  expect(markTree(set(''), set('', block)).counts).toEqual({ added: 2, changed: 0, removed: 0 });
  const before = set('', leaf('x', '0'));
  const after = set('', block, leaf('x', '0'));
  expect(markTree(before, after).counts).toEqual({ added: 2, changed: 0, removed: 0 });
  expect(markTree(after, before).counts).toEqual({ added: 0, changed: 0, removed: 2 });
});

test('a removed node comes back behind the sibling it followed', () => {
  const saved = set('', leaf('a', '1'), leaf('b', '2'), leaf('c', '3'));
  const { root } = markTree(saved, set('', leaf('a', '1'), leaf('c', '3')));
  expect(root?.children?.map((child) => child.name)).toEqual(['a', 'b', 'c']);
});

test('a value that becomes a set is one change and the rest additions', () => {
  const { root, counts } = markTree(
    set('', leaf('a', '1')),
    set('', set('a', leaf('b', '2'), leaf('c', '3'))),
  );
  expect(counts).toEqual({ added: 1, changed: 1, removed: 0 });
  expect(lines(root)[0]).toBe('a changed {} was 1');
});

test('texts that were cut are compared in full', () => {
  const saved = set('', leaf('long', '"abc…"'));
  const current = set('', leaf('long', '"abc…"'));
  const paths: (readonly string[])[] = [];
  const { counts } = markTree(saved, current, (path) => {
    paths.push(path);
    return false;
  });
  expect(paths).toEqual([['long']]);
  expect(counts.changed).toBe(1);
});

test('nothing is marked when one side could not be evaluated', () => {
  const tree = set('', leaf('a', '1'));
  expect(markTree(null, tree)).toEqual({ root: tree, counts: { added: 0, changed: 0, removed: 0 } });
  expect(markTree(tree, null).root).toBeNull();
});
