import { describe, expect } from 'vitest';
import type { AppPage } from '../pages/app-page';
import { appTest } from '../fixtures/app-test';

interface InventoryShape {
  readonly instances: { readonly backup: { readonly roles: { readonly client: unknown } } };
}

async function save(window: AppPage): Promise<void> {
  await window.reviewButton.click();
  await window.review.change(0).waitFor();
  await window.review.saveButton.click();
  await window.review.root.waitFor({ state: 'hidden' });
}

/** The script of a machine's backup job, whole as the part "where it comes from" shows it. */
async function backupScript(window: AppPage, machine: string): Promise<string | null> {
  await window.showConfig(machine, 'script');
  await window.inspector.configLine('systemd.services.backup-to-borealis.script').click();
  return window.inspector.provenance.textContent();
}

describe('settings of a role', () => {
  const test = appTest({ example: 'homelab' });

  test('a value set for the role reaches every member without a value of its own', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    await window.graph.role('backup/client').click();
    await window.inspector.openLayer('role');

    await window.inspector.input('startAt').fill('*-*-* 02:15:00');
    await window.inspector.input('startAt').press('Tab');
    await window.evaluated();

    await window.showConfig('daphne', 'OnCalendar');
    await expect.poll(() => window.inspector.configTree.textContent()).toContain('*-*-* 02:15:00');
  });

  test('a value set for a tag is written to the tag and reaches its machines', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    await window.graph.role('backup/client').click();
    await window.inspector.openLayer('tag:laptop');

    await window.inspector.input('startAt').fill('*-*-* 13:00:00');
    await window.inspector.input('startAt').press('Tab');
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');
    await save(window);

    const inventory = JSON.parse(clan.readInventory()) as InventoryShape;
    expect(inventory.instances.backup.roles.client).toMatchObject({
      tags: { laptop: { settings: { startAt: '*-*-* 13:00:00', exclude: ['*/Downloads'] } } },
    });
    await window.showConfig('castor', 'OnCalendar');
    await expect.poll(() => window.inspector.configTree.textContent()).toContain('*-*-* 13:00:00');
  });

  test('a value set for one machine changes that machine alone', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    await window.graph.role('backup/client').click();
    await window.inspector.openLayer('machine:daphne');

    await window.inspector.input('keepDaily').fill('30');
    await window.inspector.input('keepDaily').press('Tab');
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');
    await save(window);

    const inventory = JSON.parse(clan.readInventory()) as InventoryShape;
    expect(inventory.instances.backup.roles.client).toMatchObject({
      machines: { daphne: { settings: { keepDaily: 30 } } },
    });
    await expect.poll(() => backupScript(window, 'daphne')).toContain('--keep-daily 30');
    await expect.poll(() => backupScript(window, 'castor')).toContain('--keep-daily 7');
  });

  test('the same value on two layers is a conflict that says how to get out of it', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    await window.graph.role('backup/client').click();
    await window.inspector.openLayer('role');

    await window.inspector.input('keepDaily').fill('21');
    await window.inspector.input('keepDaily').press('Tab');

    const field = window.inspector.field('keepDaily');
    await expect.poll(() => field.textContent()).toContain('athena');
    await field.getByRole('button', { name: /override/i }).click();
    await window.evaluated();
    await expect.poll(() => backupScript(window, 'athena')).toContain('--keep-daily 14');
    await expect.poll(() => backupScript(window, 'daphne')).toContain('--keep-daily 21');
  });

  test('resetting a field removes it from inventory.json, and nothing else', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    const before = clan.readInventory();
    await window.graph.role('backup/client').click();
    await window.inspector.openLayer('role');

    await window.inspector.reset('compression').click();
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');
    await save(window);

    await expect
      .poll(() => clan.readInventory())
      .toBe(before.replace('            "compression": "zstd,9",\n', ''));
  });

  test('looking at every layer of a form changes nothing', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    for (const role of ['backup/client', 'backup/server', 'metrics/server', 'notes/peer']) {
      await window.graph.role(role).click();
      await window.inspector.openLayer('role');
      await window.inspector.root.locator('[data-testid^="field:"]').first().waitFor();
    }
    expect(await window.reviewButton.isEnabled()).toBe(false);
  });
});
