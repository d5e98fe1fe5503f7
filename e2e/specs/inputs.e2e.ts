import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';
import { addCommunityInput } from '../fixtures/community-input';

describe('an input that cannot be had', () => {
  const test = appTest({ example: 'backup', prepare: addCommunityInput });

  test('is told with the way out, and a checkout in its place is used at once and remembered', async ({
    app,
  }) => {
    const { clan, page, window } = app;
    await window.machineRow('laptop').waitFor();
    const before = clan.readInventory();
    await window.openProblems();
    await page.getByRole('button', { name: 'Use a checkout of community…' }).first().click();

    await expect.poll(() => window.settings.input('community').textContent()).toContain('missing');
    await window.settings.useCheckout('community', 'data');
    await expect.poll(() => window.settings.input('community').textContent()).toContain('is no flake');
    await window.settings.useCheckout('community', 'community');
    await expect.poll(() => window.settings.input('community').textContent()).toContain('your checkout');
    await window.settings.close();

    await window.evaluated();
    await expect.poll(() => window.graph.role('hello/speaker').textContent()).toContain('3 machines');
    await window.showConfig('laptop', 'greeting');
    await window.inspector.configLine('environment.etc.greeting.text').click();
    await expect
      .poll(() => window.inspector.provenance.textContent())
      .toContain('setting words has its default');

    await app.crashAndRestart();
    await window.evaluated();
    await expect.poll(() => window.graph.role('hello/speaker').textContent()).toContain('3 machines');
    expect(clan.readInventory()).toBe(before);
    expect(existsSync(join(clan.directory, 'data'))).toBe(false);

    await window.openSettings();
    await window.settings.input('community').getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => window.settings.input('community').textContent()).toContain('missing');
    await window.settings.close();
  });
});
