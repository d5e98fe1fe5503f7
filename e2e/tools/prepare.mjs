/**
 * npm's `prepare`: builds the app after `npm ci`. `npx clan-inventory` links this folder and runs `prepare` as well; what
 * is built already is not built again then.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const isLinkedByNpx = process.env.npm_command === 'exec';
const isBuilt = existsSync(new URL('../../dist/main/cli.js', import.meta.url));
if (!(isLinkedByNpx && isBuilt)) {
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = build.status ?? 1;
}
