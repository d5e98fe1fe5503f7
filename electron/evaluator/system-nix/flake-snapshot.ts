/**
 * One state of the clan in Nix's hands: its address with the hash of all its content, so that every question about it
 * is about the same thing, and its answers can be kept. Nix has copied it to its store by then, and reads it there: the
 * staging copy is gone, except for a Nix whose store this machine cannot see into.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import { isJsonObject } from '../../../shared/base/json';
import { flakeAddress } from './flake-address';
import type { FlakeAddress } from './flake-address';
import { lockedInputs } from './lock-file';
import type { LockedInput } from './lock-file';
import { outcomeDiagnostics } from './nix-diagnostics';
import type { PathNames } from './nix-diagnostics';
import type { NixQuestion, NixRunner } from './nix-runner';
import { parseJsonObject } from './parse-json-object';
import { stage } from './staging';
import type { SourceTree, Staging } from './staging';
import { systemNixError } from './system-nix-error';

export interface FlakeSnapshot {
  /** The flake, locked to its content. */
  readonly address: FlakeAddress;
  /** The same for the same content and inputs. */
  readonly fingerprint: string;
  readonly inputs: readonly LockedInput[];
  /** How paths of the store are called in answers. */
  readonly names: PathNames;
  /** Whether Nix still has it: collecting garbage takes it away. */
  isThere(): boolean;
  /** Takes away what it needs on this side. */
  remove(): Promise<void>;
}

export interface SnapshotRequest {
  readonly runner: NixRunner;
  readonly tree: SourceTree;
  /** Text of inventory.json; null: there is none. */
  readonly inventory: string | null;
  /** Makes sure that there is a folder for staging copies. */
  readonly folder: () => Promise<string>;
  readonly question: Omit<NixQuestion, 'args'>;
}

/** `cancelled`: a newer edit made it pointless. */
export type SnapshotFailure = 'cancelled' | readonly Diagnostic[];

/** Hands the clan to Nix. Trouble with the disk is a failure like any other. */
export async function takeSnapshot(
  request: SnapshotRequest,
): Promise<Result<FlakeSnapshot, SnapshotFailure>> {
  try {
    return await handOver(request, await request.folder());
  } catch (error) {
    if (error instanceof Error && 'code' in error) return err([stagingProblem(error)]);
    throw error;
  }
}

async function handOver(
  { runner, tree, inventory, question }: SnapshotRequest,
  folder: string,
): Promise<Result<FlakeSnapshot, SnapshotFailure>> {
  const directory = path.join(tree.root, tree.subfolder);
  const staging = await stage(tree, inventory, folder);
  let isKept = false;
  try {
    const source = { path: staging.root, dir: tree.subfolder };
    const address = await flakeAddress(source, folder);
    const args = ['flake', 'metadata', '--json', address.url, ...address.args];
    const outcome = await runner.ask({ ...question, args });
    await address.remove();
    const before: PathNames = { directory, root: tree.root, places: [[staging.root, tree.root]] };
    if (outcome.kind === 'cancelled') return err('cancelled');
    if (outcome.kind !== 'done') return err(outcomeDiagnostics(outcome, before, tree));
    const snapshot = await readMetadata(outcome.output, { before, folder, staging });
    isKept = snapshot?.isStaged === true;
    return snapshot === undefined ? err([unreadableMetadata]) : ok(snapshot);
  } finally {
    if (!isKept) await staging.remove();
  }
}

interface MetadataContext {
  readonly before: PathNames;
  readonly folder: string;
  readonly staging: Staging;
}

async function readMetadata(
  text: string,
  { before, folder, staging }: MetadataContext,
): Promise<(FlakeSnapshot & { readonly isStaged: boolean }) | undefined> {
  const { path: storePath, locks, locked } = parseJsonObject(text);
  if (typeof storePath !== 'string' || !isJsonObject(locked)) return undefined;
  const { narHash, dir, lastModified } = locked;
  if (typeof narHash !== 'string') return undefined;
  // A store on another machine, or one that Nix fills only when it has to: then the copy is what there is to read.
  const isStaged = !existsSync(storePath);
  const place = isStaged ? staging.root : storePath;
  const address = await flakeAddress(
    {
      path: place,
      narHash,
      dir: typeof dir === 'string' ? dir : '',
      ...(typeof lastModified === 'number' ? { lastModified } : {}),
    },
    folder,
  );
  const inputs = lockedInputs(locks, path.dirname(storePath));
  const places = [
    [storePath, before.root] as const,
    ...inputs.flatMap(({ name, storePath: input }) =>
      input === null ? [] : [[input, `<${name}>`] as const],
    ),
    ...before.places,
  ];
  return {
    address,
    fingerprint: JSON.stringify([narHash, dir ?? '', locks ?? null]),
    inputs,
    names: { ...before, places },
    isStaged,
    isThere: () => existsSync(place),
    remove: async () => {
      await address.remove();
      if (isStaged) await staging.remove();
    },
  };
}

const unreadableMetadata = systemNixError(
  'system-nix.bad-answer',
  'Nix said something about the flake that this app does not understand.',
  {
    hint: 'Run “nix flake metadata --json” in the clan’s folder and compare it with an older version of Nix.',
  },
);

function stagingProblem({ message }: Error): Diagnostic {
  return systemNixError('system-nix.staging', `The copy for Nix could not be made: ${message}.`, {
    hint: 'It needs some room in the app’s data folder, and permission to read every file of the clan.',
  });
}
