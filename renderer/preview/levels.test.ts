import { expect, it } from 'vitest';
import type { PreviewNode } from '../../shared/clan/evaluation';
import type { Loadable } from '../state';
import { hasUnseen, withLevels } from './levels';

const leaf = (name: string): PreviewNode => ({ name, kind: 'value', text: '1', sources: [] });
const set = (name: string, ...children: PreviewNode[]): PreviewNode => ({
  name,
  kind: 'set',
  text: '{ … }',
  sources: [],
  children,
});
const partial = (name: string): PreviewNode => ({
  name,
  kind: 'set',
  text: '{ … }',
  sources: ['clan'],
  isPartial: true,
});
const done = (value: PreviewNode): Loadable<PreviewNode> => ({
  round: 1,
  status: 'done',
  value,
  error: null,
});
const names = (node: PreviewNode): unknown =>
  node.children === undefined ? node.name : { [node.name]: node.children.map(names) };

const root = set('', set('programs', leaf('git')), partial('services'));

it('puts what was looked into in its place, also inside of such a part', () => {
  const known = new Map([
    ['services', done(set('', partial('nginx'), leaf('openssh')))],
    ['services.nginx', done(set('', leaf('enable')))],
  ]);
  const whole = withLevels(root, (path) => known.get(path.join('.')));
  expect(names(whole)).toEqual({
    '': [{ programs: ['git'] }, { services: [{ nginx: ['enable'] }, 'openssh'] }],
  });
  const services = whole.children?.[1];
  expect([services?.isPartial, services?.sources]).toEqual([true, ['clan']]);
  expect(hasUnseen(whole)).toBe(false);
  // What was whole from the start is the same object, so that nothing else is drawn anew.
  expect(whole.children?.[0]).toBe(root.children?.[0]);
});

it('shows as what it is what holds nothing', () => {
  const whole = withLevels(root, () => done({ ...leaf(''), kind: 'error', text: 'it fails' }));
  expect(whole.children?.[1]).toMatchObject({ name: 'services', kind: 'error', isPartial: undefined });
});

it('leaves alone what nobody has looked into', () => {
  expect(withLevels(root, () => undefined)).toBe(root);
  expect(hasUnseen(root)).toBe(true);
});
