import { describe, expect, it } from 'vitest';
import type { PreviewNode } from '../../shared/clan/evaluation';
import { attributePath, nodeAt, treeKey, treeLines, type TreeView } from './tree';

const leaf = (name: string, text: string, change?: PreviewNode['change']): PreviewNode => ({
  name,
  kind: 'value',
  text,
  sources: ['backup'],
  change,
});
const set = (name: string, ...children: PreviewNode[]): PreviewNode => ({
  name,
  kind: 'set',
  text: '{ … }',
  sources: [],
  children,
});
const all: TreeView = { query: '', isChangesOnly: false, toggled: new Map() };
const shown = (root: PreviewNode, view: Partial<TreeView> = {}) =>
  treeLines(root, { ...all, ...view }).map(({ label, depth }) => `${'  '.repeat(depth)}${label}`);

const root = set(
  '',
  set('networking', set('firewall', leaf('ports', '[ 22 ]')), leaf('hostName', '"athena"')),
  set(
    'services',
    set('borg.server', leaf('quota', '"500G"', { kind: 'changed', was: '"250G"' }), leaf('path', '"/srv"')),
  ),
);

describe('treeLines', () => {
  it('folds chains that end in a value and nothing else', () => {
    expect(shown(root)).toEqual([
      'networking',
      '  firewall.ports',
      '  hostName',
      'services',
      '  "borg.server"',
      '    quota',
      '    path',
    ]);
  });

  it('keeps the whole path behind a folded line', () => {
    expect(treeLines(root, all)[1]?.path).toEqual(['networking', 'firewall', 'ports']);
  });

  it('closes and opens what was clicked', () => {
    expect(shown(root, { toggled: new Map([[treeKey(['networking']), false]]) })).toEqual([
      'networking',
      'services',
      '  "borg.server"',
      '    quota',
      '    path',
    ]);
  });

  it('finds a word deep in a shortened value and shows its place', () => {
    const script = `set -eu\n${'# a comment\n'.repeat(20)}rsync --archive /srv\nexit 0`;
    const long = { ...leaf('script', '"set -eu\\n# a com…"'), search: script };
    const tree = set('', leaf('other', '1'), long);
    const find = (query: string) => treeLines(tree, { ...all, query });
    expect(find('RSYNC').map(({ label, excerpt }) => [label, excerpt])).toEqual([
      ['script', '… # a comment rsync --archive /srv exit 0'],
    ]);
    expect(find('script rsync')).toHaveLength(1);
    expect(find('set -eu').map(({ excerpt }) => excerpt)).toEqual([undefined]);
    expect(find('nowhere')).toEqual([]);
  });

  it('finds by path and by value, with what leads there', () => {
    expect(shown(root, { query: 'srv' })).toEqual(['services', '  "borg.server"', '    path']);
    expect(shown(root, { query: 'firewall ports' })).toEqual(['networking', '  firewall.ports']);
    expect(shown(root, { query: 'nowhere' })).toEqual([]);
  });

  it('shows changes only, and all of a set that is new as a whole', () => {
    expect(shown(root, { isChangesOnly: true })).toEqual(['services', '  "borg.server"', '    quota']);
    const added: PreviewNode = { ...set('new', leaf('a', '1'), leaf('b', '2')), change: { kind: 'added' } };
    expect(shown(set('', leaf('old', '0'), added), { isChangesOnly: true })).toEqual(['new', '  a', '  b']);
  });

  it('opens only the top of a large tree', () => {
    const large = set(
      '',
      ...Array.from({ length: 40 }, (_, i) =>
        set(`s${i}`, ...Array.from({ length: 20 }, (_, j) => leaf(`v${j}`, '1'))),
      ),
    );
    expect(shown(large).filter((line) => line.startsWith('  '))).toHaveLength(40 * 20);
    const deep = set('', set('a', set('b', ...Array.from({ length: 400 }, (_, j) => leaf(`v${j}`, '1')))));
    expect(shown(deep)).toEqual(['a', '  b']);
  });
});

it('names places inside lists by number', () => {
  const list: PreviewNode = { ...set('l', set('0', leaf('x', '1'), leaf('y', '2'))), kind: 'list' };
  expect(treeLines(set('', list), all).map(({ path }) => path)).toContainEqual(['l', 0, 'x']);
  expect(nodeAt(set('', list), ['l', 0, 'y']).text).toBe('2');
});

it('writes paths the way Nix does', () => {
  expect(attributePath(['services', 'borg.server', 0, "it's"])).toBe('services."borg.server".0.it\'s');
});

describe('a part that was left out', () => {
  const partial = (name: string): PreviewNode => ({ ...leaf(name, '{ … }'), kind: 'set', isPartial: true });

  it('can be opened, and is closed until somebody does', () => {
    const [line] = treeLines(set('', partial('services')), all);
    expect(line).toMatchObject({ label: 'services', canOpen: true, isOpen: false });
    const toggled = new Map([[treeKey(['services']), true]]);
    expect(treeLines(set('', partial('services')), { ...all, toggled })[0]?.isOpen).toBe(true);
  });

  it('keeps a line of its own, so that opening it does not move it', () => {
    expect(shown(set('', set('systemd', partial('services'))))).toEqual(['systemd', '  services']);
    const seen: PreviewNode = { ...set('services', leaf('a', '1')), isPartial: true };
    const toggled = new Map([[treeKey(['services']), true]]);
    expect(shown(set('', seen), { toggled })).toEqual(['services', '  a']);
  });
});
