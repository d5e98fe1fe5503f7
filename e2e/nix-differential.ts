/**
 * npm run test:nix-differential: generated programs and the files of the language corpus, evaluated by this project's
 * evaluator and by the real `nix-instantiate --eval --strict` (from $NIX_INSTANTIATE or the path). Values must be
 * identical, failures must fail. Without a real Nix nothing is compared and that is said.
 *
 *   --programs N   how many programs (default 6,000)      --seed N    other programs
 *   --family TEXT  only families with that in their name  --all       go on after a difference, and list all
 *   --report FILE  counts for `npm test`
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker, isMainThread } from 'node:worker_threads';
import { compareCorpus } from './nix-differential/corpus';
import { compareFamily, shrinkFirst, type Contestants, type Difference } from './nix-differential/generated';
import { describeOutcome } from './nix-differential/outcome';
import { OwnNix } from './nix-differential/own-nix';
import { families, type Family } from './nix-differential/programs/families';
import { RealNix, type Surroundings } from './nix-differential/real-nix';
import { makeWorkspace } from './nix-differential/workspace';

/** Programs nest deeper than the stack of a main thread. */
const stackMegabytes = 400;

/** Runs everything in a thread with a large stack; sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
  if (!isMainThread) return compareAll(readOptions(args));
  const script = path.join(import.meta.dirname, 'tools/run-script.mjs');
  const worker = new Worker(script, {
    argv: [path.join(import.meta.dirname, 'nix-differential.ts'), ...args],
    resourceLimits: { stackSizeMb: stackMegabytes, maxOldGenerationSizeMb: 4_096 },
  });
  process.exitCode = await new Promise<number>((resolve, reject) => {
    worker.on('exit', resolve);
    worker.on('error', reject);
  });
}

interface Options {
  readonly seed: number;
  readonly programs: number;
  readonly family: string;
  readonly isExhaustive: boolean;
  readonly report: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '20260401' },
      programs: { type: 'string', default: '6000' },
      family: { type: 'string', default: '' },
      all: { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  });
  return {
    seed: Number(values.seed),
    programs: Number(values.programs),
    family: values.family,
    isExhaustive: values.all,
    report: values.report,
  };
}

async function compareAll(options: Options): Promise<void> {
  const workspace = makeWorkspace();
  try {
    const nix = RealNix.find(workspace);
    if (nix === undefined) {
      console.log('skipped: there is no nix-instantiate on the PATH (Debian: apt-get install nix-bin)');
      report(options, { passed: 0, failed: 0, skipped: ['there is no nix-instantiate'] });
      return;
    }
    console.log(`comparing with Nix ${nix.versionText}, seed ${options.seed}`);
    const run = new Comparison(options, nix, workspace);
    await run.all();
    report(options, run.counts);
    if (run.counts.failed > 0) process.exitCode = 1;
  } finally {
    workspace.remove();
  }
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** What was not compared, each with the reason. */
  readonly skipped: readonly string[];
}

/** Written in the words of vitest's report, so that `npm test` adds both up alike. A family or a file is one test. */
function report({ report: file }: Options, { passed, failed, skipped }: Counts): void {
  if (file === undefined) return;
  const counts = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped.length,
    numTodoTests: 0,
    testResults: [
      {
        name: path.join(import.meta.dirname, 'nix-differential.ts'),
        assertionResults: skipped.map((fullName) => ({ status: 'skipped', fullName })),
      },
    ],
  };
  writeFileSync(file, JSON.stringify(counts));
}

class Comparison {
  readonly counts = { passed: 0, failed: 0, skipped: [] as string[] };
  #programs = 0;
  #older = 0;
  #unanswered = 0;
  #differences = 0;
  readonly #contestants: Contestants;

  constructor(
    private readonly options: Options,
    private readonly nix: RealNix,
    private readonly workspace: Surroundings,
  ) {
    const own = new OwnNix(workspace);
    this.#contestants = {
      ours: (source) => own.evaluate(source),
      theirs: (sources, isExpectedToSucceed) => nix.evaluate(sources, isExpectedToSucceed),
      version: nix.version,
    };
  }

  async all(): Promise<void> {
    if ('corpus'.includes(this.options.family)) await this.#corpus();
    for (const family of families) {
      if (this.#isOver || !family.name.includes(this.options.family)) continue;
      await this.#family(family);
    }
    const { versionText } = this.nix;
    if (this.#older > 0)
      console.log(`not compared: ${this.#older} where Nix ${versionText} is older than what we follow`);
    if (this.#unanswered > 0)
      console.log(`not compared: ${this.#unanswered} that Nix needs a filled store for`);
    console.log(`${this.#programs} programs, ${this.#differences} differences`);
  }

  get #isOver(): boolean {
    return this.#differences > 0 && !this.options.isExhaustive;
  }

  async #corpus(): Promise<void> {
    const result = await compareCorpus(this.workspace);
    this.#programs += result.compared;
    this.#older += result.older.length;
    this.#unanswered += result.unanswered.length;
    this.counts.passed += result.compared - result.differences.length;
    this.counts.skipped.push(
      ...result.older.map((name) => `${name} (Nix ${this.nix.versionText} is older than what we follow)`),
      ...result.unanswered.map((name) => `${name} (Nix needs a filled store for it)`),
    );
    console.log(`corpus: ${result.compared} files`);
    for (const difference of result.differences) this.#show('corpus', difference);
  }

  async #family(family: Family): Promise<void> {
    const { seed, programs } = this.options;
    const count = this.options.family === '' ? Math.ceil((programs * family.share) / 100) : programs;
    const result = await compareFamily(family, count, seed, this.#contestants);
    this.#programs += result.compared;
    this.#older += result.older;
    this.#unanswered += result.unanswered;
    console.log(`${family.name}: ${result.compared} programs, of which ${result.failing} fail`);
    const [first] = result.differences;
    if (first === undefined) this.counts.passed++;
    else if (this.options.isExhaustive) result.differences.forEach((each) => this.#show(family.name, each));
    else {
      this.#show(
        family.name,
        (await shrinkFirst(family, count, seed, first.index, this.#contestants)) ?? first,
      );
    }
  }

  #show(where: string, { source, ours, theirs }: Difference): void {
    this.#differences++;
    this.counts.failed++;
    console.log(
      `\nDIFFERENCE (${where})\n  program: ${source}\n  ours:    ${describeOutcome(ours)}\n  Nix:     ${describeOutcome(theirs)}\n`,
    );
  }
}
