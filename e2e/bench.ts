/**
 * npm run bench: how long it takes to open the homelab example, and how long from an edit to the updated preview of a
 * machine that it changes. Both go through the evaluator's worker as the app does; every answer is looked at, so a
 * fast wrong one fails.
 */
import { cpus } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WorkerEvaluator } from '../electron/evaluator';
import type { Evaluator, EvaluatorResult } from '../electron/evaluator';
import type { PreviewNode } from '../shared/clan/evaluation';

const root = join(import.meta.dirname, '..');
const clan = join(root, 'assets/examples/homelab');
const worker = join(root, 'dist/main/worker.js');
const openings = 5;
const edits = 50;

type Settings = Record<string, string | number>;

interface Inventory {
  readonly instances: {
    readonly backup: {
      readonly roles: {
        readonly client: {
          readonly machines: Record<string, { settings?: Settings }>;
          readonly tags: { readonly laptop: { readonly settings: Settings } };
        };
      };
    };
    readonly mesh: {
      readonly roles: {
        readonly peer: { readonly machines: { readonly gaia: { readonly settings: Settings } } };
      };
    };
  };
}

/** An edit: the new inventory, the machine to look at, and what its new preview must contain. */
interface Step {
  readonly apply: (instances: Inventory['instances']) => void;
  readonly machine: string;
  readonly expected: string;
}

/** Different kinds of edits in turn, each with a value that was never there before. */
function stepOf(index: number): Step {
  const time = `*-*-* 13:${String(index % 60).padStart(2, '0')}:00`;
  switch (index % 3) {
    case 0:
      // Changes all twelve machines: every peer knows the port of every other one.
      return {
        apply: ({ mesh }) => {
          mesh.roles.peer.machines.gaia.settings['port'] = 40_000 + index;
        },
        machine: 'gaia',
        expected: String(40_000 + index),
      };
    case 1:
      return {
        apply: ({ backup }) => {
          backup.roles.client.tags.laptop.settings['startAt'] = time;
        },
        machine: 'castor',
        expected: time,
      };
    default:
      return {
        apply: ({ backup }) => {
          backup.roles.client.machines['juno'] = { settings: { startAt: time } };
        },
        machine: 'juno',
        expected: time,
      };
  }
}

/** Runs the benchmark and prints one line for each figure. */
export async function main(): Promise<void> {
  if (!existsSync(worker)) throw new Error('dist/main/worker.js is missing: run "npm run build" first.');
  const processor = cpus()[0]?.model ?? 'unknown processor';
  console.log(`homelab, Node ${process.versions.node}, ${processor}`);
  const saved = readFileSync(join(clan, 'inventory.json'), 'utf8');

  const openTimes: number[] = [];
  for (let run = 0; run < openings; run++) openTimes.push(await timeToOpen(saved));
  report(`open (new worker, ${String(openings)} times)`, openTimes);

  report(`edit to updated preview (${String(edits)} edits)`, await timesOfEdits(saved));
}

function createEvaluator(): Evaluator {
  return new WorkerEvaluator(clan, { workerUrl: pathToFileURL(worker) });
}

async function timeToOpen(saved: string): Promise<number> {
  const start = performance.now();
  const evaluator = createEvaluator();
  const answer = await expectAnswer(
    evaluator.evaluate({ revision: 0, current: saved, saved, changedPaths: null }),
  );
  const time = performance.now() - start;
  await evaluator.dispose();
  if (answer.evaluation.machines.length !== 12) throw new Error('The clan was not evaluated completely.');
  return time;
}

async function timesOfEdits(saved: string): Promise<readonly number[]> {
  const evaluator = createEvaluator();
  await expectAnswer(evaluator.evaluate({ revision: 0, current: saved, saved, changedPaths: null }));
  const inventory = JSON.parse(saved) as Inventory;
  const times: number[] = [];
  for (let index = 0; index < edits; index++) {
    const step = stepOf(index);
    step.apply(inventory.instances);
    const current = JSON.stringify(inventory, null, 2);
    const start = performance.now();
    await expectAnswer(evaluator.evaluate({ revision: index + 1, current, saved, changedPaths: [] }));
    const preview = await expectAnswer(evaluator.machinePreview(step.machine));
    times.push(performance.now() - start);
    if (preview.root === null || !contains(preview.root, step.expected)) {
      throw new Error(`Edit ${String(index)} did not reach the preview of ${step.machine}.`);
    }
  }
  await evaluator.dispose();
  return times;
}

async function expectAnswer<T>(question: EvaluatorResult<T>): Promise<T> {
  const answer = await question;
  if (answer.ok) return answer.value;
  throw new Error(`The evaluator failed: ${JSON.stringify(answer.error)}`);
}

function contains(node: PreviewNode, text: string): boolean {
  return node.text.includes(text) || (node.children ?? []).some((child) => contains(child, text));
}

function report(label: string, times: readonly number[]): void {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  console.log(`${label}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`);
}
