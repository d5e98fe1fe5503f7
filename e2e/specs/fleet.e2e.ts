import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('making the fleet larger', () => {
  const test = appTest({ example: 'backup' });

  test('a new machine with a tag, and a new service from the catalogue, end up in inventory.json', async ({
    app,
  }) => {
    const { clan, page, window } = app;
    await window.evaluated();

    await page.getByRole('button', { name: 'Add machine', exact: true }).click();
    const machineDialog = page.getByRole('dialog', { name: 'Add machine' });
    await machineDialog.getByLabel('Name').fill('nas');
    await machineDialog.getByLabel('Tags').last().fill('storage');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await machineDialog.getByRole('button', { name: 'Add machine' }).click();
    await window.machineRow('nas').waitFor();

    await page.getByRole('button', { name: 'Add service', exact: true }).click();
    const catalogue = page.getByRole('dialog', { name: 'Add a service' });
    await catalogue.getByLabel('Search services').fill('deduplicated');
    await catalogue.getByRole('option', { name: /borgbackup/ }).click();
    await catalogue.getByLabel('Name of the instance').fill('offsite');
    await catalogue.getByRole('button', { name: 'Add service' }).click();
    const server = window.graph.role('offsite/server');
    await server.waitFor();

    await window.drag(window.machineRow('nas'), server);
    await expect.poll(() => server.textContent()).toContain('1 machine');
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    await window.review.saveButton.click();
    await window.review.root.waitFor({ state: 'hidden' });

    expect(JSON.parse(clan.readInventory())).toMatchObject({
      machines: { nas: { tags: ['storage'] }, workstation: { tags: ['desk'] } },
      instances: {
        offsite: {
          module: { name: 'borgbackup', input: 'self' },
          roles: { server: { machines: { nas: {} } } },
        },
      },
    });
  });

  test('an instance is renamed with everything that belongs to it, and deleted after a question', async ({
    app,
  }) => {
    const { clan, page, window } = app;
    await window.evaluated();
    const before = JSON.parse(clan.readInventory()) as {
      readonly instances: Readonly<Record<string, unknown>>;
    };

    await window.graph.instance('admins').click();
    await page.getByRole('button', { name: 'More about admins' }).click();
    await page.getByRole('menuitem', { name: /Rename/ }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('people');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await window.graph.role('people/server').waitFor();
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    await window.review.saveButton.click();
    await window.review.root.waitFor({ state: 'hidden' });
    const renamed = JSON.parse(clan.readInventory()) as typeof before;
    expect(renamed.instances['people']).toEqual(before.instances['admins']);
    expect(Object.keys(renamed.instances).sort()).toEqual(['borgbackup', 'people']);

    await window.graph.instance('people').click();
    await page.getByRole('button', { name: 'More about people' }).click();
    await page.getByRole('menuitem', { name: /Delete/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Delete/ })
      .click();
    await window.graph.role('people/server').waitFor({ state: 'detached' });
    await window.undo.click();
    await window.graph.role('people/server').waitFor();
  });

  test('what Nix defines is shown locked, with the file and line that define it', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    await window.graph.role('borgbackup/server').click();
    await window.inspector.openLayer('role');
    await expect.poll(() => window.inspector.root.textContent()).toMatch(/clan\.nix:\d+/);
    expect(await window.inspector.input('directory').isEditable()).toBe(false);
  });
});
