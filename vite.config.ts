import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The window: one bundle for both hosts. Nothing inline, so that the content policy can forbid inline scripts. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    // Data URLs would need exceptions in the content policy; files do not.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
    sourcemap: true,
  },
});
