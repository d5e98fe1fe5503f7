/** The evaluator's worker, bundled from the sources as they are now, for tests that need the real thread. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { packageRoot } from '../installation';

export interface BuiltWorker {
  readonly file: string;
  remove(): void;
}

/** Bundles the worker into a folder of its own below node_modules, where its dependencies are found. */
export async function buildWorker(): Promise<BuiltWorker> {
  const cache = path.join(packageRoot, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(path.join(cache, 'test-worker-'));
  await build({
    root: packageRoot,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: {
        input: { worker: path.join(packageRoot, 'electron/evaluator/worker/worker.ts') },
        output: { format: 'esm', entryFileNames: '[name].js' },
      },
    },
  });
  return {
    file: path.join(outDir, 'worker.js'),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
