/**
 * Runs a benchmark as the app's code runs: bundled, in a worker with the evaluator's limits.
 * node e2e/tools/run-bundled.mjs FILE [RUN…]: the script's `main` gets one RUN at a time, each in a thread of its own, so
 * that none profits from what another has warmed up. Without any, the script's own list `runs` is taken.
 */
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';

const [file, ...given] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: run-bundled.mjs FILE [RUN…]');
  process.exit(2);
}

const name = basename(file, '.ts');
const outDir = resolve('dist/bench', name);
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      input: { [name]: resolve(file) },
      output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' },
    },
  },
});

const script = pathToFileURL(join(outDir, `${name}.mjs`)).href;
const { runs } = await import(script);
for (const run of given.length > 0 ? given : runs) {
  process.exitCode ||= await inThread(run);
}

function inThread(run) {
  const code = `
    const { workerData } = require('node:worker_threads');
    import(workerData.script).then(({ main }) => main(workerData.run)).catch((error) => {
      console.error(error instanceof Error ? (error.stack ?? error.message) : error);
      process.exitCode = 1;
    });`;
  const worker = new Worker(code, {
    eval: true,
    workerData: { script, run },
    resourceLimits: { stackSizeMb: 512, maxOldGenerationSizeMb: 4096, maxYoungGenerationSizeMb: 256 },
  });
  return new Promise((done) => {
    worker.on('error', (error) => {
      console.error(error);
      done(1);
    });
    worker.on('exit', done);
  });
}
