/** The window with the user's own Nix beside the embedded evaluator, on a clan whose inputs are folders beside it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { appTest } from '../fixtures/app-test';
import type { ClanCopy } from '../fixtures/clan-copy';
import { hasNix } from '../fixtures/nix-environment';

const clan = {
  example: 'nix-clan',
  source: join(import.meta.dirname, '../fixtures/nix-clan'),
  nix: true,
} as const;
/** Nix takes seconds where the embedded evaluator takes milliseconds, and much longer on a busy machine. */
const patience = { timeout: 120_000 };
const limit = 300_000;

function change(copy: ClanCopy, file: string, from: string, to: string): void {
  const place = join(copy.directory, file);
  writeFileSync(place, readFileSync(place, 'utf8').replace(from, to));
}

describe.skipIf(!hasNix)('with the real nix', () => {
  const test = appTest(clan);

  test(
    'what the embedded evaluator says is confirmed, and the evaluator is changed at once',
    { timeout: limit },
    async ({ app }) => {
      const { page, window } = app;
      await window.evaluated();
      expect(await window.status.textContent()).toContain('Embedded evaluator');
      await expect.poll(() => window.nix.textContent(), patience).toMatch(/^Confirmed by Nix 2\./);

      await window.machineRow('desk').click();
      await window.inspector.openTab(/Resulting config/);
      await expect
        .poll(() => page.getByTestId('agreement').textContent(), patience)
        .toMatch(/^Embedded, confirmed by Nix 2\.\d+ for (\d+) of \1 values$/);

      await window.openSettings();
      await expect.poll(() => page.getByTestId('settings-nix').textContent()).toMatch(/Nix 2\..*agrees/);
      await page.getByTestId('evaluator:nix').click();
      await window.settings.close();
      await expect.poll(() => window.status.getAttribute('data-evaluator'), patience).toBe('nix');
      await window.evaluated();
      await expect.poll(() => window.nix.count()).toBe(0);
      await expect
        .poll(() => page.getByTestId('agreement').textContent(), patience)
        .toMatch(/^Evaluated by Nix 2/);

      await window.openSettings();
      await page.getByTestId('evaluator:embedded').click();
      await expect.poll(() => page.getByTestId('settings-nix').count()).toBe(0);
      await window.settings.close();
      await expect.poll(() => window.status.textContent(), patience).toContain('Embedded evaluator');
      expect(await window.nix.count()).toBe(0);
    },
  );
});

describe.skipIf(!hasNix)('with a clan-core that behaves as only the real nix can tell', () => {
  const test = appTest({
    ...clan,
    prepare: (copy) =>
      change(copy, 'clan-core/modules/clan/module.nix', 'lib.mkDefault name', 'lib.mkDefault "${name}-2"'),
  });

  test(
    'the difference is told with both values and leads to its place',
    { timeout: limit },
    async ({ app }) => {
      const { page, window } = app;
      await window.evaluated();
      await window.machineRow('desk').click();
      await window.inspector.openTab(/Resulting config/);
      await expect.poll(() => window.nix.textContent(), patience).toMatch(/1 value differs/);
      await window.nix.click();
      await window.problems.getByText(/Embedded: "desk"; system Nix: "desk-2"/).click();
      const line = window.inspector.configLine('networking.hostName');
      await expect.poll(() => line.textContent(), patience).toContain('System Nix: "desk-2"');
      await expect.poll(() => page.getByTestId('nix-verdict').textContent()).toContain('Nix is right');
    },
  );
});

describe.skipIf(!hasNix)('with a file that git does not know', () => {
  const test = appTest({
    ...clan,
    git: true,
    prepare: (copy) => {
      change(copy, 'machines/desk/configuration.nix', '{\n', '{\n  imports = [ ./more.nix ];\n');
      mkdirSync(join(copy.directory, 'machines/desk'), { recursive: true });
      writeFileSync(join(copy.directory, 'machines/desk/more.nix'), '{ time.timeZone = "Europe/Vienna"; }\n');
    },
  });

  test('one click makes it known, and Nix goes on', { timeout: limit }, async ({ app }) => {
    const { clan: copy, page, window } = app;
    await window.evaluated();
    await window.machineRow('desk').click();
    await window.inspector.openTab(/Resulting config/);
    await window.openProblems();
    const track = window.problems.getByRole('button', { name: 'Track with git add' }).first();
    await track.waitFor(patience);
    await track.click();
    await expect.poll(() => copy.git('ls-files', 'machines/desk')).toContain('more.nix');
    await expect.poll(() => page.getByText('git tracks machines/desk/more.nix').count()).toBe(1);
    await expect.poll(() => window.problems.getByText('more.nix').count(), patience).toBe(0);
  });
});

describe.skipIf(!hasNix)('with a machine that has many options', () => {
  const test = appTest({
    ...clan,
    prepare: (copy) =>
      writeFileSync(
        join(copy.directory, 'machines/desk/configuration.nix'),
        `{ lib, ...}: {
          options = lib.genAttrs (map (n: "area" + n) (builtins.genList toString 30)) (name: lib.mkOption { type = lib.types.raw; default = { }; });
          config.area7.inner.deep.deeper = { answer = 42; };
        }`,
      ),
  });

  test('Nix is asked level by level, for what is opened', { timeout: limit }, async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    await window.openSettings();
    await page.getByTestId('evaluator:nix').click();
    await window.settings.close();
    await expect.poll(() => window.status.getAttribute('data-evaluator'), patience).toBe('nix');
    await window.machineRow('desk').click();
    await window.inspector.openTab(/Resulting config/);
    await expect.poll(() => page.getByTestId('agreement').count(), patience).toBe(1);
    const inner = window.inspector.configLine('area7.inner');
    await inner.waitFor(patience);
    expect(await inner.getAttribute('aria-expanded')).toBe('false');
    await inner.locator('span').first().click();
    const deeper = window.inspector.configLine('area7.inner.deep.deeper');
    await deeper.waitFor(patience);
    await deeper.locator('span').first().click();
    const answer = window.inspector.configLine('area7.inner.deep.deeper.answer');
    await answer.waitFor(patience);
    expect(await answer.textContent()).toContain('42');
  });
});

describe('without nix', () => {
  const test = appTest({ example: 'backup' });

  test('the status line says so quietly, and the settings what to do', async ({ app }) => {
    const { page, window } = app;
    await window.evaluated();
    await expect.poll(() => window.nix.textContent()).toBe('No Nix');
    expect(await window.nix.getAttribute('data-tone')).toBe('quiet');
    await window.nix.click();
    await expect.poll(() => page.getByTestId('settings-nix').textContent()).toContain('not available');
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect.poll(() => page.getByTestId('settings-nix').textContent()).toContain('not available');
    await page.getByTestId('evaluator:nix').click();
    await window.settings.close();
    await window.evaluated();
    await expect.poll(() => window.nix.getAttribute('data-tone')).toBe('warning');
    expect(await window.machineRow('workstation').count()).toBe(1);
  });
});
