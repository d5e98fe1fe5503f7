/**
 * Folders that the user put in the place of inputs, handed to Nix as `--override-input`. Each is copied to the store
 * once, as git has it: an address of a folder would be copied for every question, ignored files and history included,
 * and older versions take only plain characters in addresses.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import { knownInputNamed } from '../../../shared/clan/flake-inputs';
import { outcomeDiagnostics } from './nix-diagnostics';
import type { Answer } from './flake-questions';
import type { NixQuestion, NixRunner } from './nix-runner';
import type { ListSource } from './source-state';
import { stage } from './staging';
import type { SourceTree } from './staging';
import { systemNixError } from './system-nix-error';

export interface OverrideInputsOptions {
  readonly runner: NixRunner;
  readonly listSource: ListSource;
  readonly stagingFolder: () => Promise<string>;
  /** Input name to absolute folder. */
  readonly folders: Readonly<Record<string, string>>;
}

export class OverrideInputs {
  readonly #places = new Map<string, string>();

  constructor(private readonly options: OverrideInputsOptions) {}

  /** The arguments that stand for all of them. */
  async args(question: Omit<NixQuestion, 'args'>): Promise<Answer<readonly string[]>> {
    const args: string[] = [];
    for (const [name, folder] of Object.entries(this.options.folders)) {
      if (isLibraryAlone(name, folder)) continue;
      const place = await this.#placeOf(name, folder, question);
      if (!place.ok) return place;
      args.push('--override-input', name, `path:${place.value}`);
    }
    return ok(args);
  }

  async #placeOf(name: string, folder: string, question: Omit<NixQuestion, 'args'>): Promise<Answer<string>> {
    const known = this.#places.get(name);
    if (known !== undefined) return ok(known);
    const { runner, stagingFolder } = this.options;
    const tree = await this.#treeIn(folder);
    if (!tree.ok) return tree;
    let staging;
    try {
      staging = await stage(tree.value, undefined, await stagingFolder());
    } catch (error) {
      return err([copyProblem(name, folder, error)]);
    }
    try {
      const args = ['store', 'add-path', '--name', 'source', staging.root];
      const outcome = await runner.ask({ ...question, overrides: [], args });
      if (outcome.kind === 'cancelled') return err('cancelled');
      const names = { directory: folder, root: folder, places: [[staging.root, folder] as const] };
      if (outcome.kind !== 'done') return err(outcomeDiagnostics(outcome, names));
      const place = outcome.output.trim();
      this.#places.set(name, place);
      return ok(place);
    } finally {
      await staging.remove();
    }
  }

  /** The folder alone: what lies above it in a repository is no part of the input. */
  async #treeIn(folder: string): Promise<Answer<SourceTree>> {
    const tree = await this.options.listSource(folder);
    if (!tree.ok) return err([tree.error]);
    const { root, subfolder, files } = tree.value;
    if (files === null || subfolder === '') return tree;
    const prefix = `${subfolder}/`;
    const own = files.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length));
    return ok({ root: path.join(root, subfolder), subfolder: '', files: own });
  }
}

/** A checkout of nixpkgs' `lib` or the like: of use to the embedded evaluator, and no flake for Nix. */
function isLibraryAlone(name: string, folder: string): boolean {
  const isKnown = knownInputNamed(name) !== null;
  return isKnown && existsSync(folder) && !existsSync(path.join(folder, 'flake.nix'));
}

function copyProblem(name: string, folder: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ...systemNixError('system-nix.staging', `${folder} could not be copied for Nix: ${reason}.`, {
      hint: 'Choose the checkout again under “Settings of this clan”, or take it out.',
    }),
    input: name,
  };
}
