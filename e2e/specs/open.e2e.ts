import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('opening a clan', () => {
  const test = appTest({ example: 'homelab', git: true });

  test('shows the fleet as Nix and inventory.json define it together', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();

    for (const name of ['athena', 'castor', 'echo', 'juno']) {
      await window.machineRow(name).waitFor();
    }
    await window.graph.role('backup/client').waitFor();
    expect(await window.graph.role('backup/client').textContent()).toContain('5 machines');
    expect(await window.graph.role('mesh/peer').textContent()).toContain('12 machines');
    expect(await window.graph.role('metrics/agent').textContent()).toContain('11 machines');
    expect(await window.reviewButton.isEnabled()).toBe(false);
    expect(app.clan.git('status', '--porcelain')).toBe('');
    expect(await page.title()).toContain('homelab');
  });
});

describe('opening a dendritic clan', () => {
  const test = appTest({ example: 'dendritic' });

  test('evaluates flake-parts and import-tree', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    await window.machineRow('gate').waitFor();
    await window.graph.role('web/site').waitFor();
    expect(await window.graph.role('printing/user').textContent()).toContain('3 machines');
  });
});

describe('the start screen', () => {
  const test = appTest({ example: null });

  test('opens a bundled example as a copy', async ({ app }) => {
    const { page, window } = app;
    await page.getByRole('button', { name: /homelab/i }).click();
    await window.evaluated();
    await window.machineRow('athena').waitFor();
  });
});
