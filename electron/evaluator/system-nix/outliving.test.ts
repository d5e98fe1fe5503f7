/** What happens to processes of Nix when the app is killed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { guardedCall } from './outliving';

const folder = mkdtempSync(path.join(tmpdir(), 'outliving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the call from a process that is gone at once. */
function leaveBehind(program: string, args: readonly string[]): void {
  const script = `require('node:child_process').spawn(${JSON.stringify(program)}, ${JSON.stringify(args)}, { detached: true, stdio: 'ignore' }).unref()`;
  spawnSync(process.execPath, ['-e', script]);
}

test.skipIf(!existsSync('/usr/bin/timeout'))('they end at their limit all the same', async () => {
  const mark = path.join(folder, 'outlived');
  const finished = path.join(folder, 'finished');
  const { program, args } = guardedCall(
    { program: '/bin/sh', args: ['-c', `touch '${finished}'; sleep 3; touch '${mark}'`] },
    -9_000,
  );
  expect(args.slice(0, 3)).toEqual(['-s', 'KILL', '1']);
  leaveBehind(program, args);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  expect(existsSync(finished)).toBe(true);
  expect(existsSync(mark)).toBe(false);
});

test('the guard waits longer than the app does', () => {
  const { program, args } = guardedCall({ program: '/bin/nix', args: ['eval'] }, 180_000);
  if (program !== '/bin/nix') expect(args).toEqual(['-s', 'KILL', '190', '/bin/nix', 'eval']);
  else expect(args).toEqual(['eval']);
});
