import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('review and save', () => {
  const test = appTest({ example: 'homelab', git: true });

  test('writes exactly the change and leaves every other byte alone', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();
    const before = clan.readInventory();

    await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('6 machines');
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    expect(await window.review.change(0).textContent()).toContain('juno joins backup › client');
    await window.review.setCommit(false);
    await window.review.saveButton.click();

    const after = before.replace(
      '            "daphne": {}\n',
      '            "daphne": {},\n            "juno": {}\n',
    );
    expect(after).not.toBe(before);
    await expect.poll(() => clan.readInventory()).toBe(after);
    await expect.poll(() => window.reviewButton.isEnabled()).toBe(false);
  });

  test('commits the file with a message when asked', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();

    await window.drag(window.machineRow('lyra'), window.graph.role('backup/client'));
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('6 machines');
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    await window.review.setCommit(true);
    await window.review.saveButton.click();

    await expect.poll(() => clan.git('log', '--oneline').trim().split('\n').length).toBe(2);
    expect(clan.git('status', '--porcelain')).toBe('');
    expect(clan.git('show', '--name-only', '--format=').trim()).toBe('inventory.json');
  });

  test('leaves out what was unchecked, and keeps it as an unsaved edit', async ({ app }) => {
    const { clan, window } = app;
    await window.evaluated();

    await window.drag(window.machineRow('juno'), window.graph.role('backup/client'));
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('6 machines');
    await window.drag(window.machineRow('lyra'), window.graph.role('backup/client'));
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('7 machines');
    await window.reviewButton.click();
    await window.review.change(1).waitFor();
    await window.review.changeCheckbox(/lyra/).click();
    await window.review.saveButton.click();

    await expect.poll(() => clan.readInventory()).toContain('"juno": {}');
    expect(clan.readInventory()).not.toContain('lyra');
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');
  });
});

describe('a clan without inventory.json', () => {
  const test = appTest({
    example: 'backup',
    git: true,
    prepare: (clan) => {
      clan.git('rm', '--quiet', 'inventory.json');
      clan.git('commit', '--quiet', '--message', 'Without inventory.json');
    },
  });

  test('gets the file, and git is told about it with one click', async ({ app }) => {
    const { clan, page, window } = app;
    await window.evaluated();

    await window.drag(window.machineRow('workstation'), window.graph.role('borgbackup/client'));
    await expect.poll(() => window.graph.role('borgbackup/client').textContent()).toContain('2 machines');
    await window.reviewButton.click();
    await window.review.change(0).waitFor();
    await window.review.setCommit(false);
    await window.review.saveButton.click();
    await expect.poll(() => clan.git('status', '--porcelain')).toBe('?? inventory.json\n');

    await page
      .getByRole('button', { name: /git add|track/i })
      .first()
      .click();
    await expect.poll(() => clan.git('status', '--porcelain')).toBe(' A inventory.json\n');
    expect(JSON.parse(clan.readInventory())).toEqual({
      instances: { borgbackup: { roles: { client: { machines: { workstation: {} } } } } },
    });
  });
});
