// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderWindow, settle } from '../testing/render-window';
import { ReviewDialog } from './review-dialog';

afterEach(cleanup);

async function openReview() {
  const rendered = await renderWindow(<ReviewDialog />);
  const assign = (machine: string) =>
    rendered.actions.assign({ instance: 'backup', role: 'client', machines: [machine], tags: [] });
  await act(async () => {
    await assign('juno');
    await assign('lyra');
  });
  act(() => rendered.actions.openReview());
  await screen.findByTestId('review-dialog');
  await settle();
  const asked = (channel: string) => rendered.bridge.asked.filter((entry) => entry.channel === channel);
  return { ...rendered, asked };
}

const saveButton = () => screen.getByTestId<HTMLButtonElement>('save-button');

describe('review and save', () => {
  it('plans without the changes that were unchecked, and saves that plan', async () => {
    const { asked, stores } = await openReview();
    const [first] = stores.workspace.getState().workspace?.changes ?? [];
    fireEvent.click(within(screen.getByTestId('review-change:0')).getByRole('checkbox'));
    await settle();
    expect(asked('workspace:plan').at(-1)?.payload).toEqual({ exclude: [first?.id] });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Review 1 of 2 changes');
    fireEvent.click(screen.getByTestId('commit-checkbox'));
    expect(saveButton().textContent).toBe('Save');
    fireEvent.click(saveButton());
    await waitFor(() => expect(stores.view.getState().dialog.kind).toBe('none'));
    expect(asked('workspace:save')[0]?.payload).toMatchObject({ commit: null });
  });

  it('commits with the message that was typed', async () => {
    const { asked } = await openReview();
    expect(saveButton().textContent).toBe('Save and commit');
    const message = screen.getByLabelText('Commit message');
    fireEvent.change(message, { target: { value: '' } });
    expect(saveButton().disabled).toBe(true);
    fireEvent.change(message, { target: { value: 'Back up juno' } });
    fireEvent.click(saveButton());
    await waitFor(() =>
      expect(asked('workspace:save')[0]?.payload).toMatchObject({ commit: { message: 'Back up juno' } }),
    );
  });

  it('takes a change back, and has nothing to save without any', async () => {
    const { asked } = await openReview();
    fireEvent.click(within(screen.getByTestId('review-change:0')).getByLabelText(/^Take back/));
    await settle();
    expect(asked('workspace:discard')).toHaveLength(1);
    for (const box of screen.getAllByRole('checkbox', { checked: true })) {
      if (box !== screen.queryByTestId('commit-checkbox')) fireEvent.click(box);
    }
    await settle();
    expect(saveButton().disabled).toBe(true);
  });

  it('says when an unchecked change is saved all the same, because another one needs it', async () => {
    const { bridge } = await openReview();
    const ask = bridge.invoke.bind(bridge);
    vi.spyOn(bridge, 'invoke').mockImplementation((channel, payload) =>
      ask(channel, channel === 'workspace:plan' ? { exclude: [] } : payload),
    );
    fireEvent.click(within(screen.getByTestId('review-change:0')).getByRole('checkbox'));
    await settle();
    const change = within(screen.getByTestId('review-change:0'));
    expect(change.getByText('Saved as well: another change needs it')).toBeTruthy();
    expect(change.getByRole<HTMLInputElement>('checkbox').checked).toBe(true);
  });
});
