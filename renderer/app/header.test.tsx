// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { renderWindow, settle } from '../testing/render-window';
import { Header } from './header';
import { StatusBar } from './status-bar';

afterEach(cleanup);

it('names what undo would undo, and counts what is unsaved', async () => {
  const { actions } = await renderWindow(<Header />);
  const undo = () => screen.getByTestId('undo');
  expect(undo().getAttribute('aria-label')).toBe('Nothing to undo');
  expect(screen.getByTestId('review-button')).toHaveProperty('disabled', true);

  await act(() => actions.assign({ instance: 'backup', role: 'client', machines: ['juno'], tags: [] }));
  expect(undo().getAttribute('aria-label')).toBe('Undo: Add juno to backup › client');
  expect(screen.getByTestId('review-button').textContent).toContain('1');

  fireEvent.click(undo());
  await settle();
  expect(screen.getByTestId('redo').getAttribute('aria-label')).toBe('Redo: Add juno to backup › client');
  expect(screen.getByTestId('review-button')).toHaveProperty('disabled', true);
});

it('tells evaluator, problems, totals and git in the bottom line', async () => {
  const { stores } = await renderWindow(<StatusBar />);
  const evaluator = () => screen.getByTestId('status-evaluator');
  expect(evaluator().dataset).toMatchObject({ status: 'done', revision: '1', stale: 'false' });
  expect(screen.getByTestId('status-problems').textContent).toBe('2 problems');
  expect(screen.getByText(/12 machines · 6 instances/)).toBeDefined();
  expect(screen.getByTestId('status-git').textContent).toBe('main · inventory.json modified');

  const { state } = stores.evaluation.getState();
  act(() => stores.evaluation.setState({ state: { ...state, status: 'failed' } }));
  expect(evaluator().textContent).toContain('stale');
  fireEvent.click(screen.getByTestId('status-problems'));
  expect(stores.view.getState().isProblemsOpen).toBe(true);
});
