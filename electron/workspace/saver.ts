import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { JsonObject } from '../../shared/base/json';
import { shareStructure } from '../../shared/clan/json-tree';
import type { GitState, SavePlan } from '../../shared/contract';
import type { ClanDirectory } from '../clan-directory';
import type { Evaluator } from '../evaluator';
import { keepCheckpoint } from './checkpoints';
import type { Clock } from './clock';
import type { OpenDocument } from './open-document';
import { makePlan } from './save-plan';
import type { KeptPlan } from './save-plan';
import { savedStateAfterWrite } from './saved-state';
import { workspaceError } from './workspace-error';

/** Plans saves and carries them out: what was shown is what is written, or nothing is. */
export class Saver {
  #plan: KeptPlan | null = null;
  #count = 0;
  readonly #clan: ClanDirectory;
  readonly #document: OpenDocument;
  readonly #evaluator: Evaluator;
  readonly #checkpoints: { readonly directory: string; readonly clock: Clock };

  constructor(
    clan: ClanDirectory,
    document: OpenDocument,
    evaluator: Evaluator,
    checkpoints: { readonly directory: string; readonly clock: Clock },
  ) {
    this.#clan = clan;
    this.#document = document;
    this.#evaluator = evaluator;
    this.#checkpoints = checkpoints;
  }

  /** Makes a plan; it takes the place of the one before. */
  async plan(exclude: readonly string[], git: GitState): Promise<Result<SavePlan, Diagnostic>> {
    const { saved, document, changes, revision } = this.#document;
    this.#count++;
    const plan = await makePlan({
      id: `plan-${this.#count}-${revision}`,
      revision,
      saved,
      document,
      changes,
      exclude,
      git,
      evaluator: this.#evaluator,
    });
    this.#plan = plan;
    return ok(plan.shown);
  }

  /** Writes the file of a plan. Answers with a warning when the old text could not be kept aside, else null. */
  async write(id: string): Promise<Result<Diagnostic | null, Diagnostic>> {
    const plan = this.#plan;
    const { saved, revision, merged } = this.#document;
    if (plan?.shown.id !== id || plan.shown.revision !== revision || plan.baseHash !== saved.hash) {
      return err(
        workspaceError(
          'workspace.plan-outdated',
          'The clan changed since these changes were shown; nothing was written.',
          {
            hint: 'Look at the changes again.',
          },
        ),
      );
    }
    if (merged && merged.conflicts.length > 0) {
      return err(
        workspaceError(
          'workspace.conflicts-open',
          'There are conflicts with changes on disk; nothing was written.',
          {
            hint: 'Decide for each conflict which side to take.',
          },
        ),
      );
    }
    const { after } = plan.shown;
    const isEmpty = plan.shown.changes.length === plan.shown.excluded.length;
    if (isEmpty || after === saved.text) {
      return err(workspaceError('workspace.nothing-to-save', 'There is nothing to save.'));
    }
    const warning = await this.#keepOldText(saved.text);
    const written = await this.#clan.writeInventory(after, saved.hasByteOrderMark, plan.baseHash);
    if (!written.ok) return written;
    const value = shareStructure(this.#document.document, plan.target) as JsonObject;
    this.#document.markSaved(savedStateAfterWrite(after, value, written.value, saved.hasByteOrderMark));
    this.#plan = null;
    return ok(warning);
  }

  /** A checkpoint that fails must not keep the user from saving. */
  async #keepOldText(text: string | null): Promise<Diagnostic | null> {
    if (text === null) return null;
    try {
      await keepCheckpoint(this.#checkpoints.directory, text, this.#checkpoints.clock.now());
      return null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return workspaceError(
        'workspace.checkpoint-failed',
        `No copy of the earlier file could be kept: ${reason}.`,
        {
          severity: 'warning',
        },
      );
    }
  }
}
