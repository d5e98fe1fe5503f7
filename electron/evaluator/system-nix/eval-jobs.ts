/**
 * nix-eval-jobs, where it is installed: evaluates many machines in parallel worker processes, each with its own limit of
 * memory. It only prints what belongs to derivations, so each answer hangs on one that is made for it and never written
 * (`--no-instantiate`). Versions before 2.31 cannot be asked like this; without it `nix eval` does the same in groups.
 */
import os from 'node:os';
import { isJsonObject } from '../../../shared/base/json';
import { isExactObject } from '../embedded';
import type { ExactJson } from '../embedded';
import { parseExactJson } from './exact-json';
import { jobsExpression } from './expressions';
import type { FlakeAddress } from './flake-address';
import type { NixQuestion, NixRunner } from './nix-runner';
import { parseJsonObject } from './parse-json-object';

/** What a nix-eval-jobs has to list in its help to be of use. */
const needed = ['--select', '--apply', '--no-instantiate', '--override-input'];

/** Whether this help is that of a version that can be asked. */
export function canAnswer(help: string): boolean {
  return needed.every((option) => new RegExp(`^\\s*${option}\\s`, 'm').test(help));
}

/** Megabytes that a worker may take before it is started anew; a machine of real NixOS needs about as much. */
const leastMemory = 1_024;

export interface JobsRequest {
  /** Runs nix-eval-jobs. */
  readonly runner: NixRunner;
  readonly address: FlakeAddress;
  readonly question: Omit<NixQuestion, 'args'>;
  readonly attribute: string;
  /** A Nix function from a name to its answer. */
  readonly functionText: string;
  readonly names: readonly string[];
  /** Puts known names in the place of store paths, in JSON text. */
  readonly named: (line: string) => string;
}

export interface JobAnswer {
  readonly name: string;
  readonly value: ExactJson;
  /** Characters of JSON. */
  readonly size: number;
}

/** The answers that came; names that failed, and all of them when the program did, are not among them. */
export async function evaluateJobs(request: JobsRequest): Promise<readonly JobAnswer[]> {
  const { runner, question, names } = request;
  const workers = Math.min(os.availableParallelism(), names.length);
  const args = jobsArguments(request, workers);
  const patience = Math.ceil(names.length / workers);
  const outcome = await runner.run({ ...question, args, patience });
  if (outcome.kind !== 'done') return [];
  return outcome.output.split('\n').flatMap((line) => answerIn(line, request));
}

function jobsArguments(request: JobsRequest, workers: number): readonly string[] {
  const { runner, address, attribute, functionText, names, question } = request;
  const options = {
    'extra-experimental-features': 'nix-command flakes',
    'accept-flake-config': 'false',
    'allow-import-from-derivation': 'false',
    // What `nix --offline` sets; this program has no such flag.
    ...(question.mayUseNetwork ? {} : { substitute: 'false', 'tarball-ttl': '4294967295' }),
  };
  return [
    ...Object.entries(options).flatMap(([name, value]) => ['--option', name, value]),
    '--log-format',
    'internal-json',
    ...['--workers', String(workers)],
    ...['--max-memory-size', String(Math.max(leastMemory, Math.floor(runner.memoryMegabytes / workers)))],
    '--no-instantiate',
    ...(question.overrides ?? []),
    ...['--select', jobsExpression(functionText, names)],
    ...['--apply', 'job: { inherit (job) answer; }'],
    ...['--flake', `${address.direct}#${attribute}`],
  ];
}

/** A line is `{ attr, error }` or `{ attr, extraValue, … }`. */
function answerIn(line: string, { names, named }: JobsRequest): readonly JobAnswer[] {
  const { attr, extraValue } = parseJsonObject(line);
  if (typeof attr !== 'string' || !isJsonObject(extraValue)) return [];
  const name = names[Number(/^job(\d+)$/.exec(attr)?.[1])];
  const exact = parseExactJson(named(line));
  const extra = isExactObject(exact) ? exact['extraValue'] : undefined;
  const value = extra !== undefined && isExactObject(extra) ? extra['answer'] : undefined;
  return name === undefined || value === undefined ? [] : [{ name, value, size: line.length }];
}
