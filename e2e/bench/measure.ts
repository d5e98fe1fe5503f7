/** Runs a command and tells what it took: CPU time of the process with all its threads, and peak memory. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Measurement {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Seconds of user and of system CPU time. */
  readonly user: number;
  readonly system: number;
  /** The most memory that was resident, as far as it could be seen. */
  readonly megabytes: number;
}

const pollMilliseconds = 10;
/** What the shell prints at the end: user and system seconds. */
const times = /\n?cpu-times (\d+\.\d+) (\d+\.\d+)\n$/;

/** Runs a command, whose CPU time the shell tells: Node itself cannot ask for that of a child. */
export async function measure(command: readonly string[]): Promise<Measurement> {
  const script = 'TIMEFORMAT="cpu-times %3U %3S"; time "$@"';
  const child = spawn('bash', ['-c', script, 'bash', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let megabytes = 0;
  const timer = setInterval(() => {
    megabytes = Math.max(megabytes, ...childrenOf(child.pid).map(peakMegabytes));
  }, pollMilliseconds);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
  clearInterval(timer);
  const errors = await stderr;
  const [, user = '0', system = '0'] = times.exec(errors) ?? [];
  return {
    code,
    stdout: await stdout,
    stderr: errors.replace(times, ''),
    user: Number(user),
    system: Number(system),
    megabytes,
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** The processes that a process started, where the system tells. */
function childrenOf(pid: number | undefined): readonly number[] {
  const text = readOrEmpty(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`);
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map(Number);
}

function peakMegabytes(pid: number): number {
  const kilobytes = /^VmHWM:\s*(\d+)/m.exec(readOrEmpty(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** A process may be gone by the time it is looked at, and elsewhere than on Linux there is no such file. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
