#!/usr/bin/env node
/** What `clan-inventory` starts. Plain JavaScript, because it has to say something useful before anything is built. */
import { existsSync } from 'node:fs';
import process from 'node:process';

const built = new URL('../../dist/main/cli.js', import.meta.url);
if (existsSync(built)) {
  const { runCli } = await import(built.href);
  process.exitCode = await runCli(process.argv.slice(2));
} else {
  process.stderr.write('clan-inventory is not built yet; run: npm run build\n');
  process.exitCode = 2;
}
