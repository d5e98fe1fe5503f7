/**
 * npm run screenshots: pictures of the running app in light and dark, at two window sizes, for the README and for the
 * eye of whoever changes how it looks. Arguments name scenes; without any, all are taken. `--out DIR` puts them elsewhere.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { requireChromium } from './fixtures/chromium';
import { copyClan } from './fixtures/clan-copy';
import { startHost } from './fixtures/host-process';
import { AppPage } from './pages/app-page';
import { scenes } from './pages/scenes';
import type { Scene } from './pages/scenes';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

/** Takes the pictures. */
export async function main(parameters: readonly string[]): Promise<void> {
  const outIndex = parameters.indexOf('--out');
  const out =
    (outIndex < 0 ? undefined : parameters[outIndex + 1]) ??
    join(import.meta.dirname, '../assets/screenshots');
  const wanted = parameters.filter(
    (_, index) => outIndex < 0 || (index !== outIndex && index !== outIndex + 1),
  );
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({ executablePath: requireChromium(), args: ['--no-sandbox'] });
  try {
    for (const scene of scenes) {
      if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const viewport of sizes) {
          const size = `${String(viewport.width)}x${String(viewport.height)}`;
          await takePicture(browser, scene, {
            colorScheme,
            viewport,
            file: join(out, `${scene.name}-${colorScheme}-${size}.png`),
          });
        }
      }
    }
  } finally {
    await browser.close();
  }
}

async function takePicture(
  browser: Browser,
  scene: Scene,
  options: {
    readonly colorScheme: 'light' | 'dark';
    readonly viewport: { readonly width: number; readonly height: number };
    readonly file: string;
  },
): Promise<void> {
  const clan = copyClan(scene.example, { git: scene.example !== null });
  const host = await startHost({
    directory: scene.example === null ? undefined : clan.directory,
    dataDirectory: clan.dataDirectory,
    home: dirname(clan.directory),
  });
  const context = await browser.newContext({
    viewport: options.viewport,
    colorScheme: options.colorScheme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await scene.play(new AppPage(page));
    await page.screenshot({ path: options.file });
    console.log(options.file);
  } finally {
    await context.close();
    await host.stop();
    clan.remove();
  }
}
