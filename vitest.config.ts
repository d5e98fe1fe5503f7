import { defineConfig } from 'vitest/config';

/** Unit tests and conformance cases; the end-to-end specs have a configuration of their own. */
export default defineConfig({
  test: {
    include: [
      'shared/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'e2e/{fixtures,nix-differential}/**/*.test.ts',
    ],
    environment: 'node',
    testTimeout: 30_000,
  },
});
