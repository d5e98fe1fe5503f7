// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { exactJsonText, exactNumber } from '../../shared/base/exact-number';
import type { JsonObject } from '../../shared/base/json';
import { standInForBrowser } from '../testing/render-window';
import { FormHarness, HarnessForm } from './testing/form-harness';

beforeAll(standInForBrowser);
beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const field = (path: string) => within(screen.getByTestId(`field:${path}`));
const box = (path: string) => field(path).getByRole<HTMLInputElement>('textbox');
const type = (element: HTMLElement, text: string) => fireEvent.change(element, { target: { value: text } });
const idle = () => act(() => vi.advanceTimersByTimeAsync(300));

describe('a text', () => {
  it('shows its default as placeholder and writes nothing by itself', async () => {
    const form = new FormHarness({ a: { type: 'string', default: 'x' } });
    render(<HarnessForm form={form} />);
    expect(box('a').placeholder).toBe('x');
    fireEvent.focus(box('a'));
    fireEvent.blur(box('a'));
    await idle();
    expect(form.edits).toEqual([]);
  });

  it('is sent after a pause, joined from focus to blur', async () => {
    const form = new FormHarness({ a: { type: 'string' } });
    render(<HarnessForm form={form} />);
    fireEvent.focus(box('a'));
    type(box('a'), 'h');
    type(box('a'), 'hi');
    expect(form.edits).toEqual([]);
    await idle();
    expect(form.settings).toEqual({ a: 'hi' });
    expect(form.edits).toHaveLength(1);
  });

  it('tells empty from unset', async () => {
    const form = new FormHarness({ a: { type: 'string', default: 'x' } }, { a: 'y' });
    render(<HarnessForm form={form} />);
    type(box('a'), '');
    await idle();
    expect(form.settings).toEqual({ a: '' });
    fireEvent.click(screen.getByTestId('field-reset:a'));
    await waitFor(() => expect(form.settings).toBeUndefined());
  });

  it('follows undo while it has the focus, but never loses what is being typed', async () => {
    const form = new FormHarness({ a: { type: 'string' } }, { a: 'old' });
    render(<HarnessForm form={form} />);
    fireEvent.focus(box('a'));
    type(box('a'), 'new');
    await idle();
    act(() => form.replace({ a: 'old' }));
    expect(box('a').value).toBe('old');
    type(box('a'), 'half');
    act(() => form.replace({ a: 'other' }));
    expect(box('a').value).toBe('half');
  });

  it('is handed over when its field goes away', async () => {
    const form = new FormHarness({ a: { type: 'string' } });
    const { unmount } = render(<HarnessForm form={form} />);
    type(box('a'), 'last words');
    unmount();
    await idle();
    expect(form.settings).toEqual({ a: 'last words' });
  });
});

describe('what is not set', () => {
  const hints = (typeName: string, hasDefault: boolean) => ({
    loc: [],
    typeName,
    typeDescription: typeName,
    hasDefault,
  });

  it('has no placeholder where evaluation fails for want of it', () => {
    const text = (hasDefault: boolean) => ({ type: 'string', 'x-clan': hints('str', hasDefault) });
    render(
      <HarnessForm
        form={new FormHarness({ a: text(false), b: text(true) }, undefined, { a: '<error>', b: 'known' })}
      />,
    );
    expect([box('a').placeholder, box('b').placeholder]).toEqual(['', 'known']);
    expect(field('a').getByText('not set')).toBeTruthy();
  });

  it('is no gap where the service itself gives a value, shown with all its digits', () => {
    const whole = { type: 'integer', 'x-clan': hints('int', false) };
    const computed = { n: exactNumber('9007199254740993') };
    render(<HarnessForm form={new FormHarness({ n: whole }, undefined, computed)} />);
    expect(box('n').placeholder).toBe('9007199254740993');
    expect(field('n').queryByText('not set')).toBeNull();
  });

  it('starts a list from the very digits of its default', async () => {
    const list = { type: 'array', items: { type: 'number' }, default: [exactNumber('2.0')] };
    const form = new FormHarness({ list });
    render(<HarnessForm form={form} />);
    fireEvent.click(screen.getByText('Start from the default'));
    await waitFor(() => expect(exactJsonText(form.settings ?? null)).toBe('{"list":[2.0]}'));
  });

  it('shows null as the choice where it is the default, whatever text the module states for it', () => {
    const domain = {
      oneOf: [{ type: 'null' }, { type: 'string' }],
      'x-clan': { ...hints('nullOr', true), default: null, defaultText: 'instanceName' },
    };
    render(<HarnessForm form={new FormHarness({ domain })} />);
    expect(field('domain').getByRole('radio', { name: 'null' }).getAttribute('aria-checked')).toBe('true');
    expect(field('domain').queryByRole('textbox')).toBeNull();
  });

  it('offers to empty a list only when it is not empty already', () => {
    const list = (value: string[]) => ({ type: 'array', items: { type: 'string' }, default: value });
    render(<HarnessForm form={new FormHarness({ none: list([]), some: list(['x']) })} />);
    expect(field('none').queryByText('Set to an empty list')).toBeNull();
    expect(field('some').queryByText('Set to an empty list')).not.toBeNull();
  });

  it('says that a package is for Nix to write', () => {
    render(<HarnessForm form={new FormHarness({ package: { 'x-clan': hints('package', false) } })} />);
    expect(field('package').getByText(/Set it in a Nix module/)).toBeTruthy();
  });
});

it('shows the entries of a map in the order of the file, also those that look like numbers', () => {
  const map = { type: 'object', additionalProperties: { type: 'string' } };
  const form = new FormHarness({ m: map }, { m: { zeta: 'a', 10: 'b', 9: 'c' } });
  form.keyOrders = [{ path: ['instances', 'i', 'roles', 'r', 'settings', 'm'], keys: ['zeta', '10', '9'] }];
  render(<HarnessForm form={form} />);
  const names = () => field('m').getAllByRole<HTMLInputElement>('textbox', { name: /^Name of/ });
  expect(names().map(({ value }) => value)).toEqual(['zeta', '10', '9']);
  act(() => form.replace({ m: { zeta: 'a', 10: 'b', 9: 'c', 8: 'new' } }));
  expect(names().map(({ value }) => value)).toEqual(['zeta', '10', '9', '8']);
});

it('keeps the input of a free entry while its value turns from a word into a list', async () => {
  const form = new FormHarness({ m: { type: 'object', additionalProperties: {} } }, { m: { k: 1 } });
  render(<HarnessForm form={form} />);
  const value = () => within(screen.getByTestId('field:m.k')).getByRole('textbox', { name: 'm k' });
  const before = value();
  expect(screen.getByTestId('field:m.k').className).toContain('pair');
  type(before, '[1]');
  await idle();
  expect(form.settings).toEqual({ m: { k: [1] } });
  expect(screen.getByTestId('field:m.k').className).toContain('card');
  expect(value()).toBe(before);
});

it('keeps a wrong number with the user and out of the document', async () => {
  const form = new FormHarness({ n: { type: 'integer', minimum: 0, maximum: 10 } });
  render(<HarnessForm form={form} />);
  type(box('n'), '11');
  await idle();
  expect(field('n').getByRole('alert').textContent).toContain('between 0 and 10');
  expect(form.edits).toEqual([]);
  type(box('n'), '7');
  await idle();
  expect(form.settings).toEqual({ n: 7 });
});

it('sets the opposite of what a switch shows', async () => {
  const form = new FormHarness({ b: { type: 'boolean', default: true } });
  render(<HarnessForm form={form} />);
  fireEvent.click(field('b').getByRole('switch'));
  await waitFor(() => expect(form.settings).toEqual({ b: false }));
});

describe('a list', () => {
  const list = { l: { type: 'array', items: { type: 'string' }, default: ['d'] } };

  it('starts from nothing, from the default, or empty', async () => {
    const form = new FormHarness(list);
    render(<HarnessForm form={form} />);
    fireEvent.click(field('l').getByText('Start from the default'));
    await waitFor(() => expect(form.settings).toEqual({ l: ['d'] }));
    fireEvent.click(field('l').getByLabelText('Remove item 1'));
    await waitFor(() => expect(form.settings).toEqual({ l: [] }));
    expect(field('l').getByText('empty list')).toBeTruthy();
  });

  it('points out what is in it twice', () => {
    const form = new FormHarness(list, { l: ['a', 'b', 'a'] });
    render(<HarnessForm form={form} />);
    expect(field('l').getAllByText('This is in the list twice.')).toHaveLength(1);
  });
});

describe('a map', () => {
  const map = { m: { type: 'object', additionalProperties: { type: 'string' } } };

  it.each([
    ['q', '{"m":{"a":"1","q":"2","c":"3"}}'],
    // JavaScript itself puts names that look like numbers first; the row and its focus stay all the same.
    ['7', '{"m":{"7":"2","a":"1","c":"3"}}'],
  ])('renames an entry to %s and keeps its place and focus', async (name, settings) => {
    const form = new FormHarness(map, { m: { a: '1', b: '2', c: '3' } });
    render(<HarnessForm form={form} />);
    const key = screen.getByLabelText<HTMLInputElement>('Name of b');
    key.focus();
    type(key, name);
    fireEvent.keyDown(key, { key: 'Enter' });
    await waitFor(() => expect(JSON.stringify(form.settings)).toBe(settings));
    await waitFor(() => expect(screen.getByLabelText(`Name of ${name}`)).toBe(key));
    expect(document.activeElement).toBe(key);
  });

  it('refuses a name that is taken', async () => {
    const form = new FormHarness(map, { m: { a: '1', b: '2' } });
    render(<HarnessForm form={form} />);
    const key = screen.getByLabelText('Name of b');
    type(key, 'a');
    expect(field('m').getByRole('alert').textContent).toContain('already');
    fireEvent.blur(key);
    await idle();
    expect(form.edits).toEqual([]);
    expect(screen.getByLabelText<HTMLInputElement>('Name of b').value).toBe('b');
  });

  it('takes names with dots and __proto__', async () => {
    const form = new FormHarness(map);
    render(<HarnessForm form={form} />);
    for (const name of ['a.b', '__proto__']) {
      fireEvent.click(field('m').getByText(/^Add /));
      const key = screen.getByLabelText(/^Name of the new/);
      type(key, name);
      fireEvent.keyDown(key, { key: 'Enter' });
      await screen.findByLabelText(`Name of ${name}`);
    }
    type(field('m.__proto__').getByLabelText<HTMLInputElement>(/m __proto__/), 'v');
    await idle();
    expect(JSON.stringify(form.settings)).toBe('{"m":{"a.b":"","__proto__":"v"}}');
  });
});

describe('a choice of types', () => {
  const union: JsonObject = {
    u: { oneOf: [{ type: 'null' }, { type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  };

  it('changes only by a click and remembers what a branch held', async () => {
    const form = new FormHarness(union, { u: 'mine' });
    render(<HarnessForm form={form} />);
    fireEvent.click(field('u').getByRole('radio', { name: 'list' }));
    await waitFor(() => expect(form.settings).toEqual({ u: [] }));
    fireEvent.click(field('u').getByRole('radio', { name: 'null' }));
    await waitFor(() => expect(form.settings).toEqual({ u: null }));
    fireEvent.click(field('u').getByRole('radio', { name: 'text' }));
    await waitFor(() => expect(form.settings).toEqual({ u: 'mine' }));
  });

  it('writes nothing when a text is chosen, until it is typed', async () => {
    const form = new FormHarness(union);
    render(<HarnessForm form={form} />);
    fireEvent.click(field('u').getByRole('radio', { name: 'text' }));
    await idle();
    expect(form.edits).toEqual([]);
    type(box('u'), 'now');
    await idle();
    expect(form.settings).toEqual({ u: 'now' });
    expect(field('u').getByRole('radio', { name: 'text' }).getAttribute('aria-checked')).toBe('true');
  });

  it('shows a value of no branch as it is', () => {
    const form = new FormHarness(union, { u: { odd: 1 } });
    render(<HarnessForm form={form} />);
    expect(box('u').value).toContain('"odd": 1');
  });
});

it('shows a value of the wrong type as it is, and an unknown type as JSON', async () => {
  const form = new FormHarness({ n: { type: 'integer' }, any: {} }, { n: 'seven', any: { a: [1] } });
  render(<HarnessForm form={form} />);
  expect(box('n').value).toBe('"seven"');
  expect(JSON.parse(box('any').value)).toEqual({ a: [1] });
  type(box('any'), '{"a": [1, 2]');
  await idle();
  expect(field('any').getByRole('alert').textContent).toContain('Not saved yet');
  type(box('any'), '{"a": [1, 2]}');
  await idle();
  expect(form.settings).toEqual({ n: 'seven', any: { a: [1, 2] } });
});

it('keeps what it does not know through every edit, until it is taken out', async () => {
  const form = new FormHarness({ a: { type: 'string' } }, { later: { x: 1 }, a: 'y' });
  render(<HarnessForm form={form} />);
  type(box('a'), 'z');
  await idle();
  expect(form.settings).toEqual({ later: { x: 1 }, a: 'z' });
  fireEvent.click(screen.getByLabelText('Remove later'));
  await waitFor(() => expect(form.settings).toEqual({ a: 'z' }));
});

it('edits the content of an override, and resets it as a whole', async () => {
  const form = new FormHarness(
    { n: { type: 'integer' } },
    { n: { _type: 'override', priority: 50, content: 7 } },
  );
  render(<HarnessForm form={form} />);
  expect(field('n').getByText('overrides')).toBeTruthy();
  type(box('n'), '8');
  await idle();
  expect(form.settings).toEqual({ n: { _type: 'override', priority: 50, content: 8 } });
  fireEvent.click(screen.getByTestId('field-reset:n'));
  await waitFor(() => expect(form.settings).toBeUndefined());
});

it('edits deep inside groups without touching their neighbours', async () => {
  const keep = { type: 'object', properties: { daily: { type: 'integer' }, weekly: { type: 'integer' } } };
  const form = new FormHarness({ keep }, { keep: { weekly: 4 } });
  render(<HarnessForm form={form} />);
  type(box('keep.daily'), '3');
  await idle();
  expect(form.settings).toEqual({ keep: { weekly: 4, daily: 3 } });
});

it('suggests names of the clan where an option asks for one, and takes any other text', async () => {
  const form = new FormHarness({ targetHost: { type: 'string' }, path: { type: 'string' } });
  render(<HarnessForm form={form} />);
  const input = screen.getByLabelText<HTMLInputElement>('targetHost', { selector: 'input' });
  expect([...(input.list?.options ?? [])].map(({ value }) => value)).toEqual(['athena', 'borealis']);
  expect(box('path').list).toBeNull();
  type(input, 'elsewhere');
  await idle();
  expect(form.settings).toEqual({ targetHost: 'elsewhere' });
});
