/**
 * Starts Electron as a process of its own. The npm package holds no binary: it fetches one on first use, so that is
 * tried once, in sight of the user and for a limited time.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { installation } from '../installation';

const fetchLimit = 120_000;
/** Ending this soon and with an error, Electron never came up (a missing library, most often). */
const startLimit = 5_000;

/** Runs Electron to its end and gives its exit code, or says in one sentence why it cannot run. */
export async function launchElectron(
  directory: string | null,
  print: (text: string) => void,
): Promise<Result<number, string>> {
  const obstacle = obstacleTo(process.env);
  if (obstacle !== null) return err(obstacle);
  const packageFolder = electronPackage();
  if (packageFolder === null) return err('Electron is not installed');
  let binary = binaryOf(packageFolder);
  if (binary === null) {
    print(`Fetching the Electron runtime (once, at most ${fetchLimit / 60_000} minutes) …`);
    await run(process.execPath, [path.join(packageFolder, 'install.js')], fetchLimit);
    binary = binaryOf(packageFolder);
  }
  if (binary === null) return err('The Electron runtime could not be fetched');
  const started = Date.now();
  const code = await run(binary, [installation.root, ...(directory === null ? [] : [path.resolve(directory)])]);
  if (code !== 0 && Date.now() - started < startLimit) {
    return err(`Electron did not start (exit code ${code ?? 'unknown'})`);
  }
  return ok(code ?? 1);
}

/** What is known to keep Electron from starting, before anything is fetched. */
export function obstacleTo(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  user: number | undefined = process.getuid?.(),
): string | null {
  if (platform !== 'linux') return null;
  const hasDisplay = [environment['DISPLAY'], environment['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
  if (!hasDisplay) return 'There is no display for Electron';
  return user === 0 ? 'Electron does not run as root' : null;
}

function electronPackage(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function binaryOf(packageFolder: string): string | null {
  const pathFile = path.join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = path.join(packageFolder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** The exit code; null when the program could not be run or was ended by a signal. */
async function run(program: string, args: readonly string[], timeout?: number): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...(timeout !== undefined && { timeout }) });
    // Ctrl-C reaches the child too; it ends, and so do we.
    const pass = (): void => undefined;
    process.on('SIGINT', pass);
    child.on('error', () => resolve(null));
    child.on('exit', (code) => {
      process.off('SIGINT', pass);
      resolve(code);
    });
  });
}
