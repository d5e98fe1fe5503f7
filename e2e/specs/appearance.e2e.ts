import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';

/** How bright the window's ground is painted: 0 black, 255 white. */
async function brightness(page: Page): Promise<number> {
  const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const channels = [...colour.matchAll(/\d+/g)].slice(0, 3).map(Number);
  return channels.reduce((sum, channel) => sum + channel, 0) / channels.length;
}

describe('dark mode', () => {
  const test = appTest({ example: 'homelab', colorScheme: 'dark' });

  test('follows the system from the first picture', async ({ app }) => {
    await app.window.evaluated();
    expect(await brightness(app.page)).toBeLessThan(60);
  });

  test('can be switched by hand, and the choice is remembered', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    await window.chooseColorScheme(/light/i);
    await expect.poll(() => brightness(page)).toBeGreaterThan(200);
    await page.reload();
    await window.evaluated();
    expect(await brightness(page)).toBeGreaterThan(200);
  });
});

describe('a small window', () => {
  const test = appTest({ example: 'homelab', viewport: { width: 1024, height: 700 } });

  test('shows the inspector over the graph and keeps everything within reach', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    await window.graph.role('backup/client').click();
    await window.inspector.field('startAt').waitFor();
    const box = await window.inspector.root.boundingBox();
    expect(box === null ? 0 : box.x + box.width).toBeLessThanOrEqual(1024);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
