// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { renderWindow, settle } from '../testing/render-window';
import { StatusBar } from './status-bar';

afterEach(cleanup);

const nix = () => screen.queryByTestId('status-nix');

describe('the status line', () => {
  it('names the evaluator and keeps quiet about a Nix that is not used', async () => {
    await renderWindow(<StatusBar />);
    expect(screen.getByTestId('status-evaluator').textContent).toBe('Embedded evaluator 38 ms');
    expect(nix()).toBeNull();
  });

  it('follows what main says of Nix', async () => {
    const { bridge } = await renderWindow(<StatusBar />);
    for (const [state, kind, text] of [
      ['looking', 'looking', 'Looking for Nix…'],
      ['working', 'working', 'Nix is evaluating…'],
      ['confirmed', 'answered', 'Confirmed by Nix 2.26.3'],
      ['unavailable', 'unavailable', 'No Nix'],
    ] as const) {
      act(() => void bridge.setEvaluators(fakeEvaluators[state]));
      expect([nix()?.dataset['kind'], nix()?.textContent]).toEqual([kind, text]);
    }
    act(() => void bridge.setEvaluators(fakeEvaluators.embedded));
    expect(nix()).toBeNull();
  });

  it('counts a disagreement among the problems and leads to it', async () => {
    const { bridge, stores } = await renderWindow(<StatusBar />);
    const problems = () => screen.getByTestId('status-problems').textContent;
    expect(problems()).toBe('2 problems');
    act(() => void bridge.setEvaluators(fakeEvaluators.differs));
    expect(problems()).toBe('3 problems');
    fireEvent.click(screen.getByText('1 value differs'));
    expect(stores.view.getState().isProblemsOpen).toBe(true);
  });

  it('leads to the consent where Nix lacks inputs, else to the choice', async () => {
    const { bridge, stores } = await renderWindow(<StatusBar />);
    act(() => void bridge.setEvaluators(fakeEvaluators.offline));
    fireEvent.click(screen.getByText('Nix: inputs are not on this machine'));
    expect(stores.view.getState().dialog).toEqual({ kind: 'settings', place: 'consent' });
    fireEvent.click(screen.getByTestId('status-evaluator'));
    expect(stores.view.getState().dialog).toEqual({ kind: 'settings', place: 'evaluator' });
  });

  it('names Nix where it alone answers, and says when it cannot', async () => {
    const { bridge } = await renderWindow(<StatusBar />, { evaluators: fakeEvaluators.alone });
    expect(screen.getByTestId('status-evaluator').dataset['evaluator']).toBe('nix');
    expect(nix()).toBeNull();
    act(() => void bridge.setEvaluators(fakeEvaluators.aloneWithoutNix));
    await settle();
    expect(nix()?.dataset['tone']).toBe('warning');
  });
});
