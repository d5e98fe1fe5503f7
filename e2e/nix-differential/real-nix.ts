/**
 * The real `nix-instantiate --eval --strict`, asked about many programs with few processes: it evaluates any number
 * of expressions one after the other, a line each, and ends at the first that fails. Programs that are expected to
 * succeed go in batches; the others get a process each. Nothing is written and no store is needed: `dummy://` only
 * computes store paths, so a machine without /nix will do.
 */
import { execFile, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { decodeUtf8 } from '../../electron/evaluator/in-thread';
import type { Outcome } from './outcome';

/** Where programs are evaluated: for both evaluators the same. */
export interface Surroundings {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

const experimentalFeatures =
  'flakes fetch-tree dynamic-derivations ca-derivations impure-derivations pipe-operators parse-toml-timestamps';
const batchSize = 40;
const timeout = 60_000;

interface Answer {
  readonly lines: readonly string[];
  readonly errors: string;
  readonly isFine: boolean;
  /** Ended by a signal, so what it printed may be lost. */
  readonly isKilled: boolean;
}

/** What the programs gave, and whether each of the two lists was answered by a batch. */
export class RealNix {
  private constructor(
    private readonly program: string,
    /** As `[2, 26]`. */
    readonly version: readonly [number, number],
    private readonly surroundings: Surroundings,
  ) {}

  /** The Nix in `$NIX_INSTANTIATE` or on the path; undefined when there is none that runs. */
  static find(surroundings: Surroundings): RealNix | undefined {
    const program = process.env['NIX_INSTANTIATE'] ?? 'nix-instantiate';
    const { stdout, status } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    const version = status === 0 ? /(\d+)\.(\d+)/.exec(stdout) : null;
    if (version === null) return undefined;
    return new RealNix(program, [Number(version[1]), Number(version[2])], surroundings);
  }

  get versionText(): string {
    return this.version.join('.');
  }

  isAtLeast([major, minor]: readonly [number, number]): boolean {
    const [ownMajor, ownMinor] = this.version;
    return ownMajor > major || (ownMajor === major && ownMinor >= minor);
  }

  /** Evaluates expressions; `isExpectedToSucceed` only decides how they are put together. */
  async evaluate(
    sources: readonly string[],
    isExpectedToSucceed: (index: number) => boolean,
  ): Promise<readonly Outcome[]> {
    const outcomes = new Map<number, Outcome>();
    const fine = sources.map((_, index) => index).filter(isExpectedToSucceed);
    const failing = sources.map((_, index) => index).filter((index) => !isExpectedToSucceed(index));
    const jobs = [...chunks(fine, batchSize), ...failing.map((index) => [index])];
    await inParallel(jobs, (batch) => this.#batch(batch, sources, outcomes));
    return sources.map((_, index) => outcomes.get(index) ?? { kind: 'failure', message: 'no answer' });
  }

  /** Evaluates or parses one file. */
  async file(path: string, mode: 'eval' | 'parse'): Promise<Outcome> {
    const { lines, errors, isFine } = await this.#run([
      ...(mode === 'eval' ? ['--eval', '--strict'] : ['--parse']),
      path,
    ]);
    return isFine
      ? { kind: 'value', text: lines.join('\n') }
      : { kind: 'failure', message: lastError(errors) };
  }

  /** Answers a batch: what comes after a failing program is asked again without what came before. */
  async #batch(
    batch: readonly number[],
    sources: readonly string[],
    outcomes: Map<number, Outcome>,
  ): Promise<void> {
    let rest = batch;
    while (rest.length > 0) {
      const { lines, errors, isFine, isKilled } = await this.#run([
        '--eval',
        '--strict',
        '-E',
        '--',
        ...rest.map((index) => sources[index] ?? ''),
      ]);
      if (isFine && rest.length === 1) {
        // What one program prints may have several lines: paths with line feeds in them.
        outcomes.set(rest[0] ?? -1, { kind: 'value', text: lines.join('\n') });
        return;
      }
      const isLost = isKilled || (isFine ? lines.length !== rest.length : lines.length >= rest.length);
      if (isLost && rest.length > 1) {
        for (const index of rest) await this.#batch([index], sources, outcomes);
        return;
      }
      const answered = isLost ? 0 : lines.length;
      lines.slice(0, answered).forEach((text, at) => outcomes.set(rest[at] ?? -1, { kind: 'value', text }));
      const failed = rest[answered];
      if (failed !== undefined) outcomes.set(failed, { kind: 'failure', message: lastError(errors) });
      rest = rest.slice(answered + 1);
    }
  }

  #run(args: readonly string[]): Promise<Answer> {
    const { folder, environment } = this.surroundings;
    const options = {
      cwd: folder,
      encoding: 'buffer' as const,
      timeout,
      maxBuffer: 2 ** 28,
      env: {
        PATH: process.env['PATH'] ?? '',
        NIX_CONFIG: `experimental-features = ${experimentalFeatures}`,
        NIX_CONF_DIR: folder,
        NIX_USER_CONF_FILES: '',
        ...environment,
      },
    };
    return new Promise((resolve) => {
      execFile(this.program, ['--store', 'dummy://', ...args], options, (error, stdout, stderr) => {
        const text = decodeUtf8(stdout);
        resolve({
          lines: text === '' ? [] : text.replace(/\n$/, '').split('\n'),
          errors: stderr.toString('utf8'),
          isFine: error === null,
          isKilled: error?.signal !== undefined && error.signal !== null,
        });
      });
    });
  }
}

/** The message of a failure without its trace and places. */
function lastError(errors: string): string {
  const start = errors.lastIndexOf('error: ');
  return start < 0 ? errors.trim() : errors.slice(start + 'error: '.length).trim();
}

function chunks<T>(items: readonly T[], size: number): (readonly T[])[] {
  const found: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size));
  return found;
}

/** Does all jobs, as many at a time as there are processors. */
async function inParallel<T>(jobs: readonly T[], run: (job: T) => Promise<void>): Promise<void> {
  const waiting = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await run(job);
  };
  await Promise.all(cpus().map(work));
}
