import { defineConfig } from 'vite';
import type { UserConfig } from 'vite';

/** What the Node side is built from. Dependencies stay outside the bundles. */
const node: UserConfig = {
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: 'electron/main.ts',
        start: 'electron/host/start.ts',
        cli: 'electron/cli/cli.ts',
        'nix-worker': 'electron/cli/nix-worker.ts',
        worker: 'electron/evaluator/worker/worker.ts',
      },
      external: ['electron'],
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

/** A sandboxed preload script can load nothing but `electron`, so it is one CommonJS file. */
const preload: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: {
      input: { preload: 'electron/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

export default defineConfig(({ mode }) => (mode === 'preload' ? preload : node));
