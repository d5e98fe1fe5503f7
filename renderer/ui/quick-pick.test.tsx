// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { standInForBrowser } from '../testing/render-window';
import { QuickPick } from './quick-pick';
import type { Pick } from './rank-picks';

beforeAll(standInForBrowser);

afterEach(cleanup);

const picks: readonly Pick[] = [
  { key: 'a', label: 'backup › client', group: 'Roles' },
  { key: 'b', label: 'backup › server', group: 'Roles' },
  { key: 'c', label: 'backup › vault', group: 'Roles', refusal: 'Takes at most 1 machine.' },
];

function open(onPick: (pick: Pick) => void) {
  render(
    <MantineProvider env="test">
      <QuickPick isOpen title="Assign" placeholder="Role" picks={picks} onPick={onPick} onClose={vi.fn()} />
    </MantineProvider>,
  );
  return screen.getByRole('textbox', { name: 'Assign' });
}

const chosen = () => screen.getByRole('option', { selected: true }).textContent;

it('goes through the list with the arrow keys, round its ends', () => {
  const box = open(vi.fn());
  expect(chosen()).toContain('client');
  fireEvent.keyDown(box, { key: 'ArrowDown' });
  expect(chosen()).toContain('server');
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  fireEvent.keyDown(box, { key: 'ArrowUp' });
  expect(chosen()).toContain('vault');
});

it('picks the best answer with Enter', () => {
  const onPick = vi.fn();
  const box = open(onPick);
  fireEvent.change(box, { target: { value: 'server' } });
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(onPick).toHaveBeenCalledExactlyOnceWith(picks[1]);
});

it('says why something cannot be picked, and does not pick it', () => {
  const onPick = vi.fn();
  const box = open(onPick);
  fireEvent.change(box, { target: { value: 'vault' } });
  expect(screen.getByRole('option').textContent).toContain('Takes at most 1 machine.');
  fireEvent.keyDown(box, { key: 'Enter' });
  fireEvent.click(screen.getByRole('option'));
  expect(onPick).not.toHaveBeenCalled();
});
