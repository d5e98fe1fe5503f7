import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('without a pointer', () => {
  const test = appTest({ example: 'homelab' });

  test('a machine is assigned to a role through the picker', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();

    await window.machineRow('juno').focus();
    await window.press('Enter');
    await window.press('a');
    const picker = page.getByRole('dialog');
    await picker.waitFor();
    await page.keyboard.type('backup server');
    await window.press('Enter');

    await expect.poll(() => window.graph.role('backup/server').textContent()).toContain('2 machines');
    await expect.poll(() => window.reviewButton.textContent()).toContain('1');
  });

  test('the table assigns and unassigns with the space bar', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    await window.press('t');
    const cell = window.table.cell('juno', 'backup/client');
    await cell.waitFor();
    expect(await cell.getAttribute('aria-label')).toMatch(/not/i);

    await cell.focus();
    await window.press('Space');
    await expect.poll(() => cell.getAttribute('aria-label')).toMatch(/direct/i);
    await window.press('Space');
    await expect.poll(() => window.reviewButton.isEnabled()).toBe(false);
  });

  test('the graph is walked by arrow keys, and an assignment is read, opened and taken away', async ({
    app,
  }) => {
    const { page, window } = app;
    await window.evaluated();
    const focused = () =>
      page.evaluate(() => ({
        label: document.activeElement?.getAttribute('aria-label') ?? '',
        stop: document.activeElement?.getAttribute('data-stop') ?? '',
      }));
    const entry = page.getByRole('button', { name: /arrow keys go from machine/ });
    await entry.focus();
    await window.press('Enter');
    await expect.poll(async () => (await focused()).label).toBe('Machine athena');

    await window.press('ArrowRight');
    await expect.poll(async () => (await focused()).stop).toBe('machine:athena>backup/client');
    expect((await focused()).label).toBe('backup › client: athena');
    await window.press('Enter');
    await expect.poll(() => window.inspector.root.textContent()).toContain('athena → backup › client');
    await window.press('ArrowRight');
    await expect.poll(async () => (await focused()).label).toMatch(/^Role client of backup, 5 machines/);
    await window.press('ArrowLeft');
    await window.press('ArrowDown');
    await expect.poll(async () => (await focused()).stop).toBe('machine:daphne>backup/client');

    await window.press('Delete');
    await expect.poll(() => window.graph.role('backup/client').textContent()).toContain('4 machines');
    await window.graph.edge('machine:daphne', 'backup/client').waitFor({ state: 'detached' });
    await expect.poll(async () => (await focused()).stop).toBe('role:backup/client');

    await window.press('ArrowLeft');
    await window.press('Shift+F10');
    await page.getByRole('menuitem', { name: /^Unassign/ }).waitFor();
    await window.press('Escape');
    await expect.poll(async () => (await focused()).stop).toMatch(/>backup\/client$/);
    await window.press('Tab');
    await expect.poll(async () => (await focused()).stop).toBe('');
  });

  test('the search finds a machine and selects it', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    await window.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').fill('borealis');
    await page.getByRole('dialog').getByText('borealis').first().waitFor();
    await window.press('Enter');
    await expect.poll(() => window.inspector.root.textContent()).toContain('borealis');
  });
});
