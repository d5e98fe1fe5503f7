import { defineConfig } from 'vitest/config';

/** The end-to-end specs: the built app in a real Chromium, a host process and a clan folder for each test. */
export default defineConfig({
  test: {
    include: ['e2e/specs/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['e2e/fixtures/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000, interval: 100 } },
    // Each worker runs a browser and a host; more of them than cores only makes everybody late.
    maxWorkers: 2,
  },
});
