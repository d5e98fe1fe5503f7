/** `clan-inventory doctor`: what each evaluator can do with this clan on this machine, and why. */
import { existsSync, readdirSync } from 'node:fs';
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { FlakeInput } from '../../shared/clan/flake-inputs';
import { sourceTree } from '../clan-directory';
import { findNix, nixSearchProblem } from '../evaluator';
import { appDataDirectory, installation } from '../installation';
import { Settings } from '../settings';
import type { Evaluator, EvaluatorFailure, FoundNix } from '../evaluator';
import { embeddedEvaluator, endOnSignal, stagingFolder, systemEvaluator } from './open-evaluator';
import { diagnosticText } from './output';
import type { Output } from './output';

/** Where to look, and what stands in for the flake's inputs. */
export interface DoctorRequest {
  readonly directory: string;
  readonly overrideInputs: Readonly<Record<string, string>>;
}

/** Prints the report; 0 when at least one evaluator can read the clan. */
export async function runDoctor(request: DoctorRequest, output: Output): Promise<number> {
  output.stdout(`Clan: ${request.directory}\n${await filesLine(request.directory)}\n\n`);
  const embedded = await examine('Embedded evaluator', embeddedEvaluator(request), output);
  output.stdout('\n');
  output.stdout(`${windowLine(request.directory)}\n\n`);
  const nix = await findNix();
  if (nix.kind !== 'found') {
    output.stdout(`System Nix: not available\n${indented(nixSearchProblem(nix))}`);
    return embedded ? 0 : 1;
  }
  const title = `System Nix ${nix.version} (${nix.program})`;
  const isReadable = await examine(title, systemEvaluator(request, nix), output);
  output.stdout(`  ${jobsLine(nix)}\n  ${stagingLine()}\n`);
  return embedded || isReadable ? 0 : 1;
}

async function filesLine(directory: string): Promise<string> {
  const tree = await sourceTree(directory);
  if (!tree.ok) return `Files: ${tree.error.message}`;
  if (tree.value.files === null) return 'Files: no git repository; Nix sees everything in the folder';
  return `Files: git repository ${tree.value.root}; Nix sees the ${tree.value.files.length} files that git tracks`;
}

/** What the user decided about the clan in the window. */
function windowLine(directory: string): string {
  const settings = new Settings({
    appData: appDataDirectory(process.env),
    examples: installation.examples,
  }).clan(directory);
  const ways = {
    auto: 'automatic (embedded at once, system Nix confirms)',
    embedded: 'embedded only',
    nix: 'system Nix only',
  } as const;
  const consent = settings.mayFetch ? 'may fetch inputs' : 'may not fetch inputs';
  return `In the window: ${ways[settings.evaluator]}; Nix ${consent} there, and never on the command line`;
}

function stagingLine(): string {
  const copies = existsSync(stagingFolder) ? readdirSync(stagingFolder).length : 0;
  const left =
    copies === 0 ? 'nothing is left there' : `${copies} left there by processes that are still running`;
  return `Copies for Nix are made in ${stagingFolder}; ${left}.`;
}

function jobsLine({ evalJobs }: FoundNix): string {
  if (evalJobs === null) return 'nix-eval-jobs is not installed; it is not needed.';
  const use = evalJobs.isUsable
    ? 'it evaluates all machines at once'
    : 'it is older than 2.31 and cannot be asked';
  return `nix-eval-jobs is installed (${evalJobs.version}, ${evalJobs.program}); ${use}.`;
}

/** Asks for the inventory and, where that works, for all settings; tells what came of it and what stands for inputs. */
async function examine(title: string, evaluator: Evaluator, output: Output): Promise<boolean> {
  const stopListening = endOnSignal(evaluator);
  try {
    const inventory = await evaluator.query({ kind: 'inventory' });
    const settings = inventory.ok ? await evaluator.query({ kind: 'settings' }) : inventory;
    output.stdout(`${title}: ${settings.ok ? 'reads the clan' : 'cannot read the clan'}\n`);
    if (!settings.ok) output.stdout(failureOf(settings.error).map(indented).join(''));
    const inputs = await evaluator.query({ kind: 'inputs' });
    if (inputs.ok) output.stdout(inputLines(inputs.value.value as unknown as readonly FlakeInput[]));
    return settings.ok;
  } finally {
    stopListening();
    await evaluator.dispose();
  }
}

function failureOf(failure: EvaluatorFailure): readonly Diagnostic[] {
  return failure.kind === 'failed' ? failure.diagnostics : [];
}

function indented(diagnostic: Diagnostic): string {
  return diagnosticText(diagnostic).replaceAll(/^/gm, '  ') + '\n';
}

function inputLines(inputs: readonly FlakeInput[]): string {
  return inputs.map((input) => `  input ${input.name}: ${sourceWords(input)}\n`).join('');
}

function sourceWords({ source, url }: FlakeInput): string {
  switch (source.kind) {
    case 'built-in':
      return 'built in';
    case 'folder':
      return `on disk, ${source.folder}`;
    case 'override':
      return `your checkout, ${source.folder}`;
    case 'follows':
      return `the same as ${source.target}`;
    case 'missing':
      return `not on this machine (${url ?? 'no address'})`;
  }
}
