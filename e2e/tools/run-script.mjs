/**
 * Runs a script written in TypeScript, without a build of its own: node e2e/tools/run-script.mjs FILE [ARGUMENT…]
 * The script's `main` gets the arguments; what it throws becomes a plain message and exit code 1.
 */
import { resolve } from 'node:path';
import process from 'node:process';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: run-script.mjs FILE [ARGUMENT…]');
  process.exit(2);
}

try {
  const { module } = await runnerImport(resolve(file), { configFile: false, logLevel: 'warn' });
  await module.main(rest);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
