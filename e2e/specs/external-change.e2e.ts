import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('when somebody else changes inventory.json', () => {
  const test = appTest({ example: 'homelab' });

  test('a clean window follows quietly', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();

    clan.writeInventory(clan.readInventory().replace('"daphne": {}\n', '"daphne": {}, "lyra": {}\n'));

    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('6 machines');
    expect(await window.reviewButton.isEnabled()).toBe(false);
  });

  test('unsaved edits are merged with what the others did, and both are saved', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('6 machines');

    clan.writeInventory(clan.readInventory().replace('"Desk in the study"', '"Desk in the library"'));
    await window.banner('external').waitFor();
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    await window.review.saveButton.click();

    await expect.poll(() => clan.readInventory()).toContain('"juno": {}');
    expect(clan.readInventory()).toContain('"Desk in the library"');
  });

  test('a conflict is listed and decided by the user, never overwritten', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    await window.graph.role('backup/client').click();
    await window.inspector.openLayer('role');
    await window.inspector.input('startAt').fill('*-*-* 05:00:00');
    await window.inspector.input('startAt').press('Tab');
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');

    const theirs = clan
      .readInventory()
      .replace(
        '"compression": "zstd,9",',
        '"compression": "zstd,9",\n            "startAt": "*-*-* 06:00:00",',
      );
    clan.writeInventory(theirs);
    await window.banner('external').waitFor();
    expect(clan.readInventory()).toBe(theirs);

    await app.page.getByTestId('conflict:0:theirs').click();
    await expect.poll(() => window.reviewButton.isEnabled()).toBe(false);
    expect(clan.readInventory()).toBe(theirs);
  });
});
