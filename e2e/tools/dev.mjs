/**
 * `npm run dev [-- DIR]`: builds window and Node side again on every change and runs the browser host, which is started
 * again when its own code changed. The page is reloaded by hand: its document lives in the host's draft.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const rest = process.argv.slice(2);
let host = null;

function startHost() {
  host?.kill('SIGINT');
  host = spawn(process.execPath, ['dist/main/start.js', 'serve', ...rest], { cwd: root, stdio: 'inherit' });
}

async function watch(configFile, onBuilt) {
  const watcher = await build({
    root: undefined,
    configFile: path.join(root, configFile),
    logLevel: 'warn',
    build: { watch: {} },
  });
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code === 'BUNDLE_END') onBuilt();
  });
  return watcher;
}

process.chdir(root);
const watchers = [
  await watch('vite.config.ts', () => console.log('window built')),
  await watch('vite.node.config.ts', startHost),
];
process.once('SIGINT', () => {
  host?.kill('SIGINT');
  void Promise.all(watchers.map((watcher) => watcher.close())).then(() => process.exit(0));
});
