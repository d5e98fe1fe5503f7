// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeEvaluators } from '../testing/fake-evaluators';
import { renderWindow, settle } from '../testing/render-window';
import { ResultingConfig } from './resulting-config';

// Nothing is laid out here, so a list that draws only what is in sight has to be told how high it is.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const line = (path: string) => screen.getByTestId(`config-line:${path}`);
const agreement = () => screen.queryByTestId('agreement')?.textContent;
const clickTwice = (path: string) => {
  fireEvent.click(line(path), { detail: 1 });
  fireEvent.click(line(path), { detail: 2 });
  fireEvent.doubleClick(line(path));
};
const quota = 'services.backup-server.quota';

describe('values and system Nix', () => {
  it('bear no mark while Nix has said nothing', async () => {
    await renderWindow(<ResultingConfig machine="borealis" />, { evaluators: fakeEvaluators.waiting });
    expect(agreement()).toBeUndefined();
    expect(screen.queryByLabelText('Confirmed by system Nix')).toBeNull();
  });

  it('are asked for again when it has', async () => {
    const { bridge } = await renderWindow(<ResultingConfig machine="borealis" />, {
      evaluators: fakeEvaluators.waiting,
    });
    const asked = () => bridge.asked.filter(({ channel }) => channel === 'results:machine-preview').length;
    expect(asked()).toBe(1);
    act(() => void bridge.setEvaluators({ nix: { kind: 'working', progress: null } }));
    await settle();
    expect(asked()).toBe(1);
    act(() => void bridge.setEvaluators(fakeEvaluators.confirmed));
    await settle();
    expect(asked()).toBe(2);
    expect(agreement()).toBe('Embedded · Nix 2.26 confirms 8 of 9, 1 from Nix only');
    expect(line(quota).querySelector('[aria-label="Confirmed by system Nix"]')).not.toBeNull();
    expect(line('users.users.mara').querySelector('[aria-label="From system Nix"]')).not.toBeNull();
  });

  it('show both values where the two disagree, in the tree and in the panel', async () => {
    await renderWindow(<ResultingConfig machine="borealis" />, { evaluators: fakeEvaluators.differs });
    expect(line(quota).textContent).toContain('≠ System Nix: "1T"');
    fireEvent.click(line(quota));
    await settle();
    expect(screen.getByTestId('nix-verdict').textContent).toContain('Embedded"500G"Nix 2.26"1T"Nix is right');
    fireEvent.click(line('networking.hostName'));
    await settle();
    expect(screen.getByTestId('nix-verdict').textContent).toContain('Confirmed by Nix 2.26');
  });

  it('are said once to be of Nix where it alone answered', async () => {
    await renderWindow(<ResultingConfig machine="borealis" />, { evaluators: fakeEvaluators.alone });
    expect(agreement()).toBe('Evaluated by Nix 2.26');
    expect(screen.queryByLabelText('From system Nix')).toBeNull();
  });
});

describe('a part that a preview left out', () => {
  async function renderWide() {
    const rendered = await renderWindow(<ResultingConfig machine="borealis" />, {
      evaluators: fakeEvaluators.alone,
    });
    const asked = () => rendered.bridge.asked.filter(({ channel }) => channel === 'results:preview-level');
    return { ...rendered, asked };
  }

  it('is asked for when it is opened', async () => {
    const { asked } = await renderWide();
    expect(line('boot').getAttribute('aria-expanded')).toBe('false');
    expect(asked()).toEqual([]);
    clickTwice('boot');
    await settle();
    expect(asked().map(({ payload }) => payload)).toEqual([{ machine: 'borealis', path: ['boot'] }]);
    expect(line('boot.enable').textContent).toContain('enable = true');
  });

  it('is asked for again with a new result, and not while it is closed', async () => {
    const { asked, bridge } = await renderWide();
    clickTwice('boot');
    await settle();
    act(() => void bridge.setEvaluators({ answers: 2 }));
    await settle();
    expect(asked()).toHaveLength(2);
    expect(line('boot.enable')).toBeTruthy();
    clickTwice('boot');
    act(() => void bridge.setEvaluators({ answers: 3 }));
    await settle();
    expect(asked()).toHaveLength(2);
  });

  it('says why it cannot be had, once, and is asked for again when it is opened again', async () => {
    const { bridge, asked } = await renderWide();
    bridge.refuse('results:preview-level', { code: 'x', severity: 'error', message: 'Nix was stopped.' });
    clickTwice('boot');
    await settle();
    expect(line('boot').textContent).toContain('Nix was stopped.');
    expect(asked()).toHaveLength(1);
    clickTwice('boot');
    clickTwice('boot');
    await settle();
    expect(asked()).toHaveLength(2);
  });

  it('is said to be out of reach of a search', async () => {
    await renderWide();
    fireEvent.change(screen.getByLabelText('Search options and values'), { target: { value: 'quota' } });
    expect(screen.getByText('Only what has been opened is searched')).toBeTruthy();
  });
});

it('opens with the second click what the first one selected, although the lines have moved', async () => {
  await renderWindow(<ResultingConfig machine="borealis" />, { evaluators: fakeEvaluators.alone });
  fireEvent.click(line('boot'), { detail: 1 });
  fireEvent.click(line('networking'), { detail: 2 });
  fireEvent.doubleClick(line('networking'));
  await settle();
  expect(line('boot').getAttribute('aria-selected')).toBe('true');
  expect(line('boot').getAttribute('aria-expanded')).toBe('true');
  expect(line('networking').getAttribute('aria-expanded')).toBe('true');
});
