import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('unsaved edits', () => {
  const test = appTest({ example: 'homelab' });

  test('survive a reload of the window', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');

    await page.reload();

    await window.evaluated();
    expect(await window.graph.role('backup/client').textContent()).toContain('6 machines');
    expect(await window.reviewButton.textContent()).toContain('1');
    expect(await window.undo.isEnabled()).toBe(true);
  });

  test('survive a crash of the whole app and are offered on the next start', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    const before = clan.readInventory();
    await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
    await expect.poll(() => app.draftFiles().length).toBeGreaterThan(0);

    await app.crashAndRestart();

    await window.banner('draft').waitFor();
    expect(clan.readInventory()).toBe(before);
    await window
      .banner('draft')
      .getByRole('button', { name: /restore/i })
      .click();
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('6 machines');
  });
});
