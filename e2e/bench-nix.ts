/**
 * npm run bench:nix: the programs of e2e/bench/nix, evaluated by `clan-inventory nix` and by the real Nix, side by side.
 * Each program is a function of `rounds` and does all its work again in every round. For both evaluators the least user
 * CPU time of several runs counts, and what evaluating `1` takes is subtracted. One round is mostly V8 compiling;
 * "first" tells what that costs. Both must print the same, so a fast wrong answer fails.
 *
 * Arguments: names of programs to run only these; `--cli=FILE` for another build of the command, `--runs=N`.
 */
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { measure, type Measurement } from './bench/measure';

const root = join(import.meta.dirname, '..');

/** The programs, and the rounds that take the real Nix about two seconds. */
const programs: Readonly<Record<string, number>> = {
  fib: 10,
  fold: 12,
  sort: 9,
  regex: 16,
  update: 100,
  recursion: 8,
  strings: 16,
  attrsets: 36,
  modules: 100,
};

/** An evaluator: how it is started, and what that alone takes. */
interface Evaluator {
  readonly command: readonly string[];
  startUp: number;
}

interface Options {
  readonly names: readonly string[];
  readonly cli: string;
  readonly runs: number;
}

/** Runs the benchmark and prints a table. */
export async function main(argv: readonly string[]): Promise<void> {
  const options = parseOptions(argv);
  const version = await nixVersion();
  if (version === undefined) {
    console.log('bench:nix skipped: no nix-instantiate here (set NIX_INSTANTIATE or install nix-bin).');
    return;
  }
  if (!existsSync(join(root, 'dist/main/cli.js')))
    throw new Error('clan-inventory is not built: npm run build');
  const ours: Evaluator = { command: [process.execPath, options.cli, 'nix'], startUp: 0 };
  const real: Evaluator = { command: [nixInstantiate()], startUp: 0 };
  console.log(`Node ${process.versions.node}, ${version}, ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const evaluator of [ours, real]) {
    evaluator.startUp = (await best(evaluator, ['-E', '1'], options.runs)).user;
  }
  console.log(
    `start-up, subtracted: ours ${seconds(ours.startUp)}, Nix ${seconds(real.startUp)} of user CPU time`,
  );
  console.log('program     rounds   ours s    Nix s   ratio   first    ours sys/MB     Nix sys/MB');
  const ratios: number[] = [];
  for (const name of options.names) ratios.push(await compare(name, ours, real, options.runs));
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`ours / Nix: geometric mean ${mean.toFixed(2)}, worst ${Math.max(...ratios).toFixed(2)}`);
}

function parseOptions(argv: readonly string[]): Options {
  const value = (name: string): string | undefined =>
    argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  const names = argv.filter((argument) => !argument.startsWith('--'));
  const unknown = names.find((name) => programs[name] === undefined);
  if (unknown !== undefined) {
    throw new Error(`There is no program "${unknown}". There are: ${Object.keys(programs).join(', ')}.`);
  }
  return {
    names: names.length > 0 ? names : Object.keys(programs),
    cli: value('cli') ?? join(root, 'electron/cli/bin.mjs'),
    runs: Math.max(1, Number(value('runs') ?? 3)),
  };
}

function nixInstantiate(): string {
  return process.env['NIX_INSTANTIATE'] ?? 'nix-instantiate';
}

async function nixVersion(): Promise<string | undefined> {
  const answer = await measure([nixInstantiate(), '--version']);
  return answer.code === 0 ? answer.stdout.trim() : undefined;
}

async function compare(name: string, ours: Evaluator, real: Evaluator, runs: number): Promise<number> {
  const file = join(import.meta.dirname, 'bench/nix', `${name}.nix`);
  const rounds = programs[name] ?? 1;
  const many = ['--strict', '--arg', 'rounds', String(rounds), file];
  const once = ['--strict', file];
  const mine = await best(ours, many, runs);
  const theirs = await best(real, many, runs);
  if (mine.stdout !== theirs.stdout) throw new Error(`${name}: the two print different values.`);
  const [myFirst, theirFirst] = [await best(ours, once, runs), await best(real, once, runs)];
  const ratio = net(mine, ours) / net(theirs, real);
  const first = net(myFirst, ours) / net(theirFirst, real);
  const columns = [
    name.padEnd(11),
    String(rounds).padStart(6),
    seconds(net(mine, ours)).padStart(9),
    seconds(net(theirs, real)).padStart(9),
    ratio.toFixed(2).padStart(8),
    first.toFixed(1).padStart(8),
    `${seconds(mine.system)}/${mine.megabytes.toFixed(0)}`.padStart(15),
    `${seconds(theirs.system)}/${theirs.megabytes.toFixed(0)}`.padStart(15),
  ];
  console.log(columns.join(''));
  return ratio;
}

/** The user CPU time of the work itself; never nothing, so that ratios stay numbers. */
function net(measurement: Measurement, evaluator: Evaluator): number {
  return Math.max(0.001, measurement.user - evaluator.startUp);
}

/** The run that took least: whatever else the machine does only ever adds. */
async function best(evaluator: Evaluator, args: readonly string[], runs: number): Promise<Measurement> {
  let least: Measurement | undefined;
  for (let run = 0; run < runs; run++) {
    const measurement = await measure([...evaluator.command, '--eval', ...args]);
    if (measurement.code !== 0) {
      throw new Error(`${evaluator.command.join(' ')} ${args.join(' ')} failed:\n${measurement.stderr}`);
    }
    if (least === undefined || measurement.user < least.user) least = measurement;
  }
  if (least === undefined) throw new Error('nothing was run');
  return least;
}

function seconds(value: number): string {
  return value.toFixed(2);
}
