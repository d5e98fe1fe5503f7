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
/** What a shell reports for a program that Ctrl-C ended. */
const interrupted = 130;
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
    const fetched = await run(process.execPath, [path.join(packageFolder, 'install.js')], {
      timeout: fetchLimit,
      quietErrors: true,
    });
    if (fetched.signal === 'SIGINT') return ok(interrupted);
    if (fetched.firstError !== '') print(fetched.firstError);
    binary = binaryOf(packageFolder);
  }
  if (binary === null) return err('The Electron runtime could not be fetched');
  const started = Date.now();
  const folder = directory === null ? [] : [path.resolve(directory)];
  const { code, signal } = await run(binary, [installation.root, ...folder]);
  if (signal === 'SIGINT') return ok(interrupted);
  if (code !== 0 && Date.now() - started < startLimit) {
    return err(`Electron did not start (${signal ?? `exit code ${code ?? 'unknown'}`})`);
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
  const hasDisplay = [environment['DISPLAY'], environment['WAYLAND_DISPLAY']].some(
    (name) => name !== undefined && name !== '',
  );
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

interface Outcome {
  /** Null when the program could not be run or was ended by a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The first line that it wrote to stderr, when that was kept from the user. */
  readonly firstError: string;
}

interface RunOptions {
  readonly timeout?: number;
  /** Keeps stderr, which is a stack trace more often than not. */
  readonly quietErrors?: boolean;
}

async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['inherit', 'inherit', options.quietErrors === true ? 'pipe' : 'inherit'],
      ...(options.timeout !== undefined && { timeout: options.timeout }),
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    // Ctrl-C reaches the child too; it ends, and then so do we.
    const wait = (): void => undefined;
    process.on('SIGINT', wait);
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      process.off('SIGINT', wait);
      resolve({ code, signal, firstError: errors.split('\n')[0] ?? '' });
    };
    child.on('error', () => end(null, null));
    child.on('close', end);
  });
}
