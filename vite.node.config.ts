import { defineConfig } from 'vite';

/**
 * The Node side. Dependencies stay outside the bundles, except in preload: a sandboxed preload script can load
 * nothing but `electron`, so it is one CommonJS file (`--mode preload`).
 */
export default defineConfig(({ mode }) =>
  mode === 'preload'
    ? {
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
      }
    : {
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
      },
);
