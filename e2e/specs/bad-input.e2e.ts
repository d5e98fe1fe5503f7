import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test as plainTest } from 'vitest';
import { appTest } from '../fixtures/app-test';
import { copyClan } from '../fixtures/clan-copy';
import { startHost } from '../fixtures/host-process';

describe('a malformed inventory.json', () => {
  const broken = '{\n  "machines": {\n    "workstation": { "tags": [ }\n  }\n}\n';
  const test = appTest({
    example: 'backup',
    prepare: (clan) => {
      clan.writeInventory(broken);
    },
  });

  test('is shown with its place, the rest opens, and the file is never written', async ({ app }) => {
    const { clan, page, window } = app;
    await window.machineRow('laptop').waitFor();
    await page.getByText('inventory.json:3:32').first().waitFor();
    await window.drag(window.machineRow('laptop'), window.graph.role('borgbackup/server'));
    expect(await window.reviewButton.isEnabled()).toBe(false);
    expect(clan.readInventory()).toBe(broken);
  });
});

describe('trouble in a Nix file', () => {
  const test = appTest({ example: 'backup' });

  test('a syntax error keeps the last good result and names the place', async ({ app }) => {
    const { clan, page, window } = app;
    await window.evaluated();

    appendFileSync(join(clan.directory, 'clan.nix'), '\n}}}');
    await expect.poll(() => window.status.getAttribute('data-status')).toBe('failed');

    await window.machineRow('laptop').waitFor();
    await page
      .getByText(/clan\.nix:\d+/)
      .first()
      .waitFor();
  });

  test('a loop without end is stopped, and the window answers meanwhile', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    const loop = '{ boot.loop = let f = n: f (n + 1); in f 0; }';
    writeFileSync(join(clan.directory, 'machines/laptop/configuration.nix'), loop);

    await window.machineRow('laptop').click();
    await window.inspector.openTab(/Resulting config/);
    await window.graph.role('borgbackup/server').click();
    await window.inspector.field('directory').waitFor();
    await window.machineRow('workstation').click();
    await window.inspector.openTab(/Resulting config/);
    await window.inspector.configLine('networking.hostName').waitFor();
  });
});

describe('a folder that is no clan', () => {
  plainTest('is not opened, and what is missing is said', async () => {
    const clan = copyClan(null);
    try {
      await expect(
        startHost({ directory: clan.directory, dataDirectory: clan.dataDirectory }),
      ).rejects.toThrow(/flake\.nix/);
    } finally {
      clan.remove();
    }
  });
});

describe('names that no host could have', () => {
  const odd = 'it\'s "ödd".name 1';
  const test = appTest({
    example: 'backup',
    prepare: (clan) => {
      clan.writeInventory(JSON.stringify({ machines: { [odd]: { tags: ['a.b', '__proto__'] } } }, null, 4));
    },
  });

  test('are shown, assigned and saved like any other', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    const before = clan.readInventory();
    await window.drag(window.machineRow(odd), window.graph.role('borgbackup/client'));
    await expect.poll(() => window.graph.role('borgbackup/client').textContent()).toContain('2 machines');
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    await window.review.saveButton.click();
    await expect.poll(() => clan.readInventory()).not.toBe(before);
    expect(JSON.parse(clan.readInventory())).toEqual({
      machines: { [odd]: { tags: ['a.b', '__proto__'] } },
      instances: { borgbackup: { roles: { client: { machines: { [odd]: {} } } } } },
    });
  });
});
