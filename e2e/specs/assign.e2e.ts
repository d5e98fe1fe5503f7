import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('assigning in the graph', () => {
  const test = appTest({ example: 'backup' });

  test('a machine dragged from the sidebar onto a role becomes a member, and its configuration says so', async ({
    app,
  }) => {
    const { window } = app;
    await window.evaluated();
    const client = window.graph.role('borgbackup/client');
    expect(await client.textContent()).toContain('2 machines');

    await window.drag(window.machineRow('backup-box'), client);

    await expect.poll(() => client.textContent()).toContain('3 machines');
    await window.evaluated();
    await window.showConfig('backup-box', 'OnCalendar');
    await expect.poll(() => window.inspector.configTree.textContent()).toContain('*-*-* 01:00:00');
    expect(await window.reviewButton.textContent()).toContain('1');
  });

  test('a machine dragged from its node onto a role becomes a member', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    const server = window.graph.role('borgbackup/server');

    await window.drag(window.graph.machineHandle('workstation'), server);

    await expect.poll(() => server.textContent()).toContain('2 machines');
  });

  test('a tag dragged onto a role makes its machines members', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    const client = window.graph.role('borgbackup/client');

    await window.showTags();
    await window.drag(window.tagRow('all'), client);

    await expect.poll(() => client.textContent()).toContain('3 machines');
    expect(await window.reviewButton.textContent()).toContain('1');
  });

  test('several selected machines are assigned with one drag and one undo', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    const server = window.graph.role('borgbackup/server');

    await window.machineRow('laptop').click();
    await page.keyboard.down('Control');
    await window.machineRow('workstation').click();
    await page.keyboard.up('Control');
    await window.hoverWhileDragging(window.machineRow('workstation'), server);
    await expect.poll(() => window.graph.dragHint.textContent()).toContain('server: 1 → 3 machines');
    await page.mouse.up();

    await expect.poll(() => server.textContent()).toContain('3 machines');
    await window.undo.click();
    await expect.poll(() => server.textContent()).toContain('1 machine');
    expect(await window.reviewButton.isEnabled()).toBe(false);
  });

  test('a drop that can do nothing is refused, and the reason is shown while dragging', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    const client = window.graph.role('borgbackup/client');

    await window.hoverWhileDragging(window.machineRow('laptop'), client);
    await expect.poll(() => window.graph.dragHint.textContent()).toMatch(/already/);
    await page.mouse.up();

    expect(await client.textContent()).toContain('2 machines');
    expect(await window.reviewButton.isEnabled()).toBe(false);
  });

  test('deleting an edge takes the machine off the role; one that Nix defines stays', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    const client = window.graph.role('borgbackup/client');

    await window.graph.clickEdge('machine:workstation', 'borgbackup/client');
    await window.press('Delete');
    await expect.poll(() => client.textContent()).toContain('1 machine');

    await window.graph.clickEdge('machine:laptop', 'borgbackup/client');
    await window.press('Delete');
    await window.page
      .getByText(/clan\.nix/)
      .first()
      .waitFor();
    expect(await client.textContent()).toContain('1 machine');
  });
});
