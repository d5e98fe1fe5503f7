import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron as electron } from 'playwright';
import { describe, expect, test } from 'vitest';
import { copyClan } from '../fixtures/clan-copy';
import { AppPage } from '../pages/app-page';

const root = join(import.meta.dirname, '../..');

/** The binary of the npm package; undefined when nobody has fetched it. (Asking the package itself would fetch it.) */
function electronBinary(): string | undefined {
  const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

const binary = electronBinary();
const hasDisplay = process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined;
const isRoot = process.getuid?.() === 0;
const canRun = binary !== undefined && (process.platform !== 'linux' || (hasDisplay && !isRoot));

describe.skipIf(!canRun)('the Electron shell', () => {
  test('opens a clan in a sandboxed window', async () => {
    const clan = copyClan('backup');
    const app = await electron.launch({
      ...(binary === undefined ? {} : { executablePath: binary }),
      args: [root, clan.directory],
      env: { ...process.env, CLAN_EDITOR_DATA: clan.dataDirectory },
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
