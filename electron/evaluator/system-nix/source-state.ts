/**
 * The clan as it is on disk and as it is being edited, each handed to Nix at most once. A change on disk or another
 * text makes a new snapshot; asking again for the same one costs nothing.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import type { Result } from '../../../shared/base/result';
import { takeSnapshot } from './flake-snapshot';
import { FlakeQuestions } from './flake-questions';
import type { Answer, AnswerCache } from './flake-questions';
import type { NixQuestion, NixRunner } from './nix-runner';
import type { SourceTree } from './staging';

/** Finds out what belongs to the flake; fails with why that cannot be told. */
export type ListSource = (directory: string) => Promise<Result<SourceTree, Diagnostic>>;

export interface SourceStateOptions {
  readonly directory: string;
  readonly runner: NixRunner;
  /** The program nix-eval-jobs, when there is one that can be used. */
  readonly evalJobs: string | null;
  readonly listSource: ListSource;
  /** Where staging copies are made. */
  readonly stagingFolder: () => Promise<string>;
  readonly cache: AnswerCache;
}

/** Texts of inventory.json that snapshots are kept for: edited, saved, and one that is being planned. */
const mostSnapshots = 4;

export class SourceState {
  #tree: Promise<Result<SourceTree, Diagnostic>> | null = null;
  readonly #snapshots = new Map<string, ReturnType<typeof takeSnapshot>>();

  constructor(private readonly options: SourceStateOptions) {}

  /** Something on disk is different: everything is to be read again. Resolves when nothing of it is left in staging. */
  async forget(): Promise<void> {
    this.#tree = null;
    const snapshots = [...this.#snapshots.values()];
    this.#snapshots.clear();
    await Promise.all(snapshots.map(dropped));
  }

  tree(): Promise<Result<SourceTree, Diagnostic>> {
    return (this.#tree ??= this.options.listSource(this.options.directory));
  }

  /** The text of inventory.json on disk; null: there is none. */
  async storedInventory(): Promise<string | null> {
    const file = path.join(this.options.directory, 'inventory.json');
    return readFile(file, 'utf8').catch(() => null);
  }

  /** Where questions about the clan with this text of inventory.json go. */
  async questionsFor(
    inventory: string | null,
    question: Omit<NixQuestion, 'args'>,
  ): Promise<Answer<FlakeQuestions>> {
    const tree = await this.tree();
    if (!tree.ok) return err([tree.error]);
    const { runner, evalJobs, cache } = this.options;
    const snapshot = await this.#snapshot(tree.value, inventory, question);
    if (!snapshot.ok) return snapshot;
    return ok(
      new FlakeQuestions({ runner, evalJobs, snapshot: snapshot.value, tree: tree.value, cache, question }),
    );
  }

  async #snapshot(
    tree: SourceTree,
    inventory: string | null,
    question: Omit<NixQuestion, 'args'>,
  ): ReturnType<typeof takeSnapshot> {
    const key = JSON.stringify(inventory);
    const known = this.#snapshots.get(key);
    if (known !== undefined) {
      const snapshot = await known;
      // A failure may have been that of another question's end, or of the network: asked anew.
      if (snapshot.ok && snapshot.value.isThere()) return snapshot;
      await dropped(known);
    }
    const { runner, stagingFolder: folder } = this.options;
    const taken = takeSnapshot({ runner, tree, inventory, folder, question });
    this.#snapshots.set(key, taken);
    const [oldest] = this.#snapshots.keys();
    if (this.#snapshots.size > mostSnapshots && oldest !== undefined) {
      const snapshot = this.#snapshots.get(oldest);
      this.#snapshots.delete(oldest);
      if (snapshot) void dropped(snapshot);
    }
    return taken;
  }
}

/** What Nix was handed stays in its store until it collects garbage; our side of it goes now. */
async function dropped(taking: ReturnType<typeof takeSnapshot>): Promise<void> {
  const snapshot = await taking;
  if (snapshot.ok) await snapshot.value.remove();
}
