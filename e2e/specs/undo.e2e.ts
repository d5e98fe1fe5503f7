import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

describe('undo and redo', () => {
  const test = appTest({ example: 'homelab' });

  test('cover assignment and settings in one history, with the label of what they undo', async ({ app }) => {
    const { window } = app;
    await window.evaluated();
    const server = window.graph.role('backup/server');

    await window.drag(window.machineRow('lyra'), server);
    await expect.poll(() => server.textContent()).toContain('2 machines');
    await window.inspector.openLayer('machine:lyra');
    await window.inspector.input('quota').fill('500G');
    await window.inspector.input('quota').press('Tab');
    await expect.poll(() => window.undo.getAttribute('aria-label')).toMatch(/quota/);

    await window.undo.click();
    await expect.poll(() => window.undo.getAttribute('aria-label')).toMatch(/lyra/);
    await window.undo.click();
    await expect.poll(() => server.textContent()).toContain('1 machine');
    expect(await window.reviewButton.isEnabled()).toBe(false);

    await window.redo.click();
    await window.redo.click();
    await expect.poll(() => server.textContent()).toContain('2 machines');
    await expect.poll(() => window.redo.isEnabled()).toBe(false);
  });

  test('work by keyboard, and moving nodes is nothing to undo', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    const node = window.graph.machine('juno');
    const before = await node.boundingBox();

    await window.drag(node, page.locator('.react-flow__pane'));
    await expect.poll(async () => (await node.boundingBox())?.x).not.toBe(before?.x);
    expect(await window.undo.isEnabled()).toBe(false);
    expect(await window.reviewButton.isEnabled()).toBe(false);

    await window.drag(window.machineRow('lyra'), window.graph.role('backup/server'));
    await expect.poll(() => window.reviewButton.isEnabled()).toBe(true);
    await window.press('Control+z');
    await expect.poll(() => window.reviewButton.isEnabled()).toBe(false);
    await window.press('Control+Shift+z');
    await expect.poll(() => window.reviewButton.isEnabled()).toBe(true);
  });
});
