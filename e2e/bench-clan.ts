/**
 * npm run bench:clan [-- 100x20 …]: how long the evaluator takes for fleets of several sizes (machines x instances). Every
 * answer is looked at, so a fast wrong one fails. With CLAN_ORACLE (a Nix file that evaluates a clan with the real
 * clan-core: a function of `dir` and `ref`) and REF (the folder of checkouts that it wants), the settings are computed by
 * the real one as well (NIX_INSTANTIATE), compared, and timed side by side.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { openClan, toPlainJson } from '../electron/evaluator/embedded';
import type { EvaluatorSession, QueryResult } from '../electron/evaluator/embedded';
import type { PreviewNode } from '../shared/clan/evaluation';
import { createDiskIo } from './fixtures/disk-io';
import { fleetInventory, fleetText, machineName, writeFleet } from './fixtures/fleet';
import type { FleetInventory, FleetSize } from './fixtures/fleet';
import { clock, line, median } from './fixtures/timing';
import type { Times } from './fixtures/timing';

/** The sizes that are measured unless others are named. */
export const runs = ['10x6', '100x20', '1000x50', '5000x100'].flatMap((size) => [size, `${size}-window`]);

/** What the real clan-core on Nix 2.26 needs for all final settings of a fleet of that size, in seconds. */
const realSeconds: Readonly<Record<string, number>> = { '10x6': 0.13, '100x20': 1.1, '1000x50': 27.9 };

const edits = 15;
/** Previews of a whole fleet are stopped after this many seconds: in a full mesh they grow with its square. */
const previewSeconds = 30;

/**
 * Measures one size and prints a line for each figure; `SIZE-window`: what the window asks for after edits, in a clan that
 * nothing else was asked about.
 */
export function main(run: string): void {
  const [wanted = '', part] = run.split('-');
  const [machines, instances] = wanted.split('x').map(Number);
  if (machines === undefined || instances === undefined || !(machines > 0 && instances > 0)) {
    throw new Error(`'${run}' is no size: give MACHINESxINSTANCES, like 100x20`);
  }
  const size = { machines, instances };
  const directory = mkdtempSync(join(tmpdir(), 'clan-bench-'));
  try {
    writeFleet(directory, size);
    console.log(`\n${run}: ${String(machines)} machines, ${String(instances)} instances`);
    if (part === 'window') return measureWindow(directory, size);
    measureCold(directory, run, size);
    measurePreviews(directory, size);
    measureEdits(directory, size);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function open(directory: string): EvaluatorSession {
  return openClan({ io: createDiskIo(), directory });
}

function expectOk<T>(result: QueryResult<T>): T {
  if (result.ok) return result.value;
  throw new Error(`The evaluator failed: ${JSON.stringify(result.error)}`);
}

function measureCold(directory: string, run: string, size: FleetSize): void {
  const opened = clock(() => {
    const session = open(directory);
    return { inventory: expectOk(session.inventory()), members: expectOk(session.members()) };
  });
  const found = opened.value.members.length;
  if (found !== size.instances)
    throw new Error(`${String(found)} instances instead of ${String(size.instances)}`);
  line('cold open to inventory and members', [opened.times]);

  const evaluated = clock(() => expectOk(open(directory).settings()));
  line('all final settings, from cold', [evaluated.times]);
  const known = realSeconds[run];
  if (known !== undefined) {
    const ratio = (known * 1000) / evaluated.times.cpu;
    console.log(`    known time of the real clan-core: ${String(known)} s, ${ratio.toFixed(1)} times ours`);
  }
  compareWithReal(directory, toPlainJson(evaluated.value), evaluated.times);
}

/** The same settings by the real clan-core, if it is there. */
function compareWithReal(directory: string, ours: unknown, times: Times): void {
  const oracle = env['CLAN_ORACLE'];
  const ref = env['REF'];
  if (oracle === undefined || ref === undefined) return;
  const expression = `(import ${oracle} { dir = ${directory}; ref = ${ref}; }).settings`;
  const real = clock(() =>
    spawnSync(
      env['NIX_INSTANTIATE'] ?? 'nix-instantiate',
      ['--eval', '--strict', '--json', '-E', expression],
      { encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...env, NIX_SHOW_STATS: '1' } },
    ),
  );
  const { status, stdout, stderr } = real.value;
  if (status !== 0) throw new Error(`the real clan-core failed: ${stderr}`);
  if (!isDeepStrictEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(ours)))) {
    throw new Error('the settings are not those of Clan');
  }
  // Nix tells its own processor time, without what the system does for it.
  const { cpuTime } = JSON.parse(stderr.slice(stderr.indexOf('{'))) as { readonly cpuTime: number };
  line('  the same by the real clan-core', [{ wall: real.times.wall, cpu: cpuTime * 1000 }]);
  console.log(`    the same answer; ${((cpuTime * 1000) / times.cpu).toFixed(1)} times our processor time`);
}

function measurePreviews(directory: string, size: FleetSize): void {
  const session = open(directory);
  const last = machineName(size.machines - 1);
  line("one machine's preview, from cold", [clock(() => expectOk(session.machinePreview(last))).times]);
  const started = performance.now();
  let count = 0;
  const all = clock(() => {
    while (count < size.machines && performance.now() - started < previewSeconds * 1000) {
      expectOk(session.machinePreview(machineName(count)));
      count++;
    }
  });
  line(count === size.machines ? "all machines' previews" : `previews of ${String(count)} machines`, [
    all.times,
  ]);
}

/** An edit, the machine to look at, and what its new preview must contain. */
interface Step {
  readonly instance: string;
  readonly role: string;
  readonly machine: string;
  readonly expected: string;
}

/** Different kinds of edits in turn, each with a value that was never there before. */
function edit(inventory: FleetInventory, index: number, size: FleetSize): Step {
  const machine = machineName((index * 7) % size.machines);
  switch (index % 3) {
    case 0: {
      // Every peer knows the port of every other one.
      const peer = roleIn(inventory, 'mesh-0', 'peer');
      peer.machines = { ...peer.machines, [machine]: { settings: { port: 30_000 + index } } };
      const other = machineName((index * 7 + 1) % size.machines);
      return { instance: 'mesh-0', role: 'peer', machine: other, expected: String(30_000 + index) };
    }
    case 1: {
      const client = roleIn(inventory, 'backup-0', 'client');
      client.settings = { exclude: [`*.tmp${String(index)}`] };
      return { instance: 'backup-0', role: 'client', machine, expected: `*.tmp${String(index)}` };
    }
    default: {
      const accounts = roleIn(inventory, 'accounts-0', 'default');
      const fullName = `Person ${String(index)}`;
      accounts.machines = {
        ...accounts.machines,
        [machine]: { settings: { people: { extra: { fullName } } } },
      };
      return { instance: 'accounts-0', role: 'default', machine, expected: fullName };
    }
  }
}

type FleetRole = FleetInventory['instances'][string]['roles'][string];

function measureEdits(directory: string, size: FleetSize): void {
  const session = open(directory);
  expectOk(session.members());
  expectOk(session.machinePreview(machineName(0)));
  const inventory = fleetInventory(size);
  const toPreview: Times[] = [];
  const toMembers: Times[] = [];
  const toForm: Times[] = [];
  for (let index = 0; index < 3 * edits; index++) {
    const step = edit(inventory, index, size);
    const inventoryJsonText = fleetText(inventory);
    const change = { changedPaths: [], inventoryJsonText };
    // One answer after an edit at a time, so that none profits from another.
    if (index < edits) {
      const answer = clock(() => {
        session.update(change);
        return expectOk(session.machinePreview(step.machine));
      });
      if (answer.value.root === null || !contains(answer.value.root, step.expected)) {
        throw new Error(`edit ${String(index)} did not reach the preview of ${step.machine}`);
      }
      toPreview.push(answer.times);
    } else if (index < 2 * edits) {
      toMembers.push(
        clock(() => {
          session.update(change);
          return expectOk(session.members());
        }).times,
      );
    } else {
      const answer = clock(() => {
        session.update(change);
        return expectOk(session.roleForm(step.instance, step.role));
      });
      if (!JSON.stringify(answer.value.effective).includes(step.expected)) {
        throw new Error(`edit ${String(index)} did not reach the settings of ${step.instance}.${step.role}`);
      }
      toForm.push(answer.times);
    }
  }
  line('an edit to the updated preview of a machine', toPreview);
  line('an edit to updated members', toMembers);
  line('an edit to the updated form and settings of a role', toForm);
  if (size.machines === 1000 && median(toPreview).cpu > 50) console.log('    over the goal of 50 ms');
}

/** What a user does with the window open: the same machine or role is looked at before and after. */
interface WindowEdit {
  readonly label: string;
  /** Changes the inventory and tells which machine is looked at, and what its membership must be. */
  edit(inventory: FleetInventory, index: number, size: FleetSize): string;
}

const windowEdits: readonly WindowEdit[] = [
  {
    label: 'a setting of a machine',
    edit: (inventory, index, size) => {
      const machine = machineName((index * 7) % size.machines);
      const peer = roleIn(inventory, 'mesh-0', 'peer');
      peer.machines = { ...peer.machines, [machine]: { settings: { port: 20_000 + index } } };
      return machine;
    },
  },
  {
    label: 'a tag of a role, added or taken away',
    edit: (inventory, index, size) => {
      const role = roleIn(inventory, 'accounts-0', 'default');
      const { first, ...others } = role.tags ?? {};
      role.tags = first === undefined ? { ...others, first: {} } : others;
      return machineName(index % size.machines);
    },
  },
  {
    label: 'a machine added to a role',
    edit: (inventory, index, size) => {
      const machine = machineName((index * 11) % size.machines);
      const role = roleIn(inventory, 'names-0', 'client');
      role.machines = { ...role.machines, [machine]: { settings: { timeout: 3 } } };
      return machine;
    },
  },
];

function roleIn(inventory: FleetInventory, instance: string, role: string): FleetRole {
  const found = inventory.instances[instance]?.roles[role];
  if (found === undefined) throw new Error(`the fleet has no ${instance}.${role}`);
  return found;
}

/** All that the window asks for after an edit: members, the evaluation as it is published, the selected machine. */
function measureWindow(directory: string, size: FleetSize): void {
  const session = open(directory);
  line('cold open to what the window shows', [clock(() => expectOk(session.evaluation())).times]);
  expectOk(session.machinePreview(machineName(0)));
  const inventory = fleetInventory(size);
  if (size.instances < 5) return;
  for (const { label, edit: change } of windowEdits) {
    const times: Times[] = [];
    for (let index = 0; index < edits; index++) {
      const machine = change(inventory, index, size);
      const inventoryJsonText = fleetText(inventory);
      const answer = clock(() => {
        session.update({ changedPaths: [], inventoryJsonText });
        const members = expectOk(session.members());
        return {
          members,
          shown: expectOk(session.evaluation()),
          preview: expectOk(session.machinePreview(machine)),
        };
      });
      const { members, shown, preview } = answer.value;
      if (shown.instances.length !== members.length || preview.root === null) {
        throw new Error(`the window is not told of edit ${String(index)}`);
      }
      times.push(answer.times);
    }
    line(`window after ${label}`, times);
  }
}

function contains(node: PreviewNode, text: string): boolean {
  return node.text.includes(text) || (node.children ?? []).some((child) => contains(child, text));
}
