import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron as electron } from 'playwright';
import { describe, expect, test } from 'vitest';
import { copyClan } from '../fixtures/clan-copy';
import { AppPage } from '../pages/app-page';

const root = join(import.meta.dirname, '../..');

/** The binary that the npm package fetches on first use; undefined when it has not been. */
function electronBinary(): string | undefined {
  try {
    const path: unknown = createRequire(import.meta.url)('electron');
    return typeof path === 'string' && existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

const binary = electronBinary();
const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
const canRun = binary !== undefined && (hasDisplay || process.platform !== 'linux');

describe.skipIf(!canRun)('the Electron shell', () => {
  test('opens a clan in a sandboxed window', async () => {
    const clan = copyClan('backup');
    const app = await electron.launch({
      ...(binary === undefined ? {} : { executablePath: binary }),
      args: [root, clan.directory],
      env: { ...process.env, CLAN_EDITOR_DATA: clan.dataDirectory } as Record<string, string>,
    });
    try {
      const page = await app.firstWindow();
      const window = new AppPage(page);
      await window.evaluated();
      await window.machineRow('laptop').waitFor();
      expect(page.url().startsWith('app://')).toBe(true);
      expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false);
    } finally {
      await app.close();
      clan.remove();
    }
  });
});
