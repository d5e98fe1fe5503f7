/**
 * An opened clan: the document with its history, the journal of unsaved edits, the folder on disk, the evaluator. It
 * owns the truth; the window mirrors what is published here and sends edits.
 */
import { join } from 'node:path';
import type { Diagnostic } from '../../shared/base/diagnostic';
import { jsonEqual } from '../../shared/base/json';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { describeChanges } from '../../shared/clan/changes';
import { describeEdit } from '../../shared/clan/edits/describe-edit';
import type { Capture, Edit } from '../../shared/clan/edits/edit';
import type {
  EvaluationState,
  GitState,
  SaveAnswer,
  SavePlan,
  Selection,
  WorkspaceState,
} from '../../shared/contract';
import { clanDirectoryAt } from '../clan-directory';
import type { ClanDirectory, DirectoryChange, DirectoryWatch } from '../clan-directory';
import type { Evaluator } from '../evaluator';
import { directoryId } from '../settings';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { createEvaluationRunner } from './evaluation-runner';
import type { EvaluationRunner } from './evaluation-runner';
import { promptEvaluator } from './prompt-evaluator';
import { InputWatch } from './input-watch';
import { createJournal } from './journal';
import type { FoundDraft, Journal } from './journal';
import { OpenDocument } from './open-document';
import { Saver } from './saver';
import { savedStateOf, textOf } from './saved-state';
import { workspaceError } from './workspace-error';
import { deletedNote, journalNote, reloadNote } from './workspace-notes';
import { toWorkspaceState } from './workspace-state';

export interface WorkspaceOptions {
  /** Root of the clan, as `findClanRoot` gives it. */
  readonly directory: string;
  readonly evaluator: Evaluator;
  /** The app's data directory. */
  readonly appData: string;
  readonly isExample?: boolean;
  /** Folders that stand for flake inputs now; what changes there is evaluated too. */
  readonly inputFolders?: () => readonly string[];
  readonly onWorkspace?: (state: WorkspaceState) => void;
  readonly onEvaluation?: (state: EvaluationState) => void;
  /** What tests replace. */
  readonly clock?: Clock;
  readonly clanDirectory?: ClanDirectory;
  readonly liveDrafts?: Set<string>;
}

type StateResult = Result<WorkspaceState, Diagnostic>;

/** Opens the clan in a directory: reads it, starts to watch it, and asks for the first evaluation. */
export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const directory = options.clanDirectory ?? clanDirectoryAt(options.directory);
  const [file, writeProblem, scan, git] = await Promise.all([
    directory.readInventory(),
    directory.writeProblem(),
    directory.scan(),
    directory.git.status(),
  ]);
  const workspace = new Workspace(options, directory, new OpenDocument(savedStateOf(file)));
  await workspace.start({ writeProblem, notes: scan.diagnostics, git });
  return workspace;
}

/** Findings that are not about the document; each kind is replaced as a whole. */
interface Notes {
  readonly scan: readonly Diagnostic[];
  readonly watch: readonly Diagnostic[];
  readonly inputs: readonly Diagnostic[];
  readonly journal: readonly Diagnostic[];
  readonly disk: readonly Diagnostic[];
}

export class Workspace {
  readonly directory: string;
  /** Questions are answered for the newest document: an evaluation that is due is started first. */
  readonly evaluator: Evaluator;
  readonly #options: WorkspaceOptions;
  readonly #clan: ClanDirectory;
  readonly #document: OpenDocument;
  readonly #clock: Clock;
  readonly #runner: EvaluationRunner;
  readonly #journal: Journal;
  readonly #saver: Saver;
  #watch: DirectoryWatch | null = null;
  readonly #inputs: InputWatch;
  #git: GitState = { kind: 'none' };
  #writeProblem: Diagnostic | null = null;
  #notes: Notes = { scan: [], watch: [], inputs: [], journal: [], disk: [] };
  /** Drafts of earlier sessions with the number of changes in them. */
  #drafts: readonly { readonly found: FoundDraft; readonly count: number }[] = [];
  #isDisposed = false;
  /** Reading and writing the file follow each other: our own write must not look like somebody else's. */
  #disk: Promise<unknown> = Promise.resolve();

  constructor(options: WorkspaceOptions, clan: ClanDirectory, document: OpenDocument) {
    this.directory = clan.root;
    this.#options = options;
    this.#clan = clan;
    this.#document = document;
    this.#clock = options.clock ?? systemClock;
    const id = directoryId(clan.root);
    this.#runner = createEvaluationRunner({
      evaluator: options.evaluator,
      clock: this.#clock,
      input: () => ({
        revision: document.revision,
        current: textOf(document.saved, document.document),
        saved: textOf(document.saved, document.saved.value),
      }),
      publish: (state) => options.onEvaluation?.(state),
    });
    this.evaluator = promptEvaluator(options.evaluator, () => {
      this.#runner.startDue();
    });
    this.#journal = createJournal({
      directory: join(options.appData, 'drafts', id),
      clock: this.#clock,
      onTrouble: (error) => {
        this.#noteJournalTrouble(error);
      },
      ...(options.liveDrafts ? { liveFiles: options.liveDrafts } : {}),
    });
    this.#inputs = new InputWatch(clan, {
      folders: options.inputFolders ?? (() => []),
      onChange: (paths) => this.#runner.request(paths),
      onTrouble: (inputs) => {
        this.#notes = { ...this.#notes, inputs };
        this.#publish();
      },
    });
    this.#saver = new Saver(clan, document, this.evaluator, {
      directory: join(options.appData, 'checkpoints', id),
      clock: this.#clock,
    });
  }

  get state(): WorkspaceState {
    const document = this.#document;
    const { changes, history, saved, revision, merged, restored } = document;
    const draft = this.#drafts[0];
    return toWorkspaceState({
      directory: this.directory,
      isExample: this.#options.isExample ?? false,
      revision,
      history,
      saved,
      changes,
      merged,
      restored,
      writeProblem: this.#writeProblem,
      git: this.#git,
      draft: draft
        ? {
            at: new Date(draft.found.at).toISOString(),
            changeCount: draft.count,
            isBaseUnchanged: draft.found.baseHash === saved.hash,
          }
        : null,
      notes: Object.values(this.#notes).flat(),
    });
  }

  get evaluation(): EvaluationState {
    return this.#runner.state;
  }

  /** Called once by {@link createWorkspace}. */
  async start(found: {
    readonly writeProblem: Diagnostic | null;
    readonly notes: readonly Diagnostic[];
    readonly git: GitState;
  }): Promise<void> {
    this.#writeProblem = found.writeProblem;
    this.#git = found.git;
    this.#notes = { ...this.#notes, scan: found.notes };
    // A draft that says what is saved by now has nothing left to restore.
    for (const draft of await this.#journal.find()) {
      if (jsonEqual(draft.document, this.#document.saved.value)) await this.#journal.forget(draft);
      else {
        const count = describeChanges(draft.base, draft.document).length;
        this.#drafts = [...this.#drafts, { found: draft, count }];
      }
    }
    this.#watch = this.#clan.watch(
      (change) => void this.#onDiskChange(change),
      (diagnostic) => {
        this.#notes = { ...this.#notes, watch: [diagnostic] };
        this.#publish();
      },
    );
    this.#inputs.refresh();
    this.#runner.request(null);
  }

  /** Applies one edit. `selection` is what undo selects again. */
  edit(
    edit: Edit,
    options: { readonly capture?: Capture; readonly selection?: Selection } = {},
  ): StateResult {
    return this.editMany([edit], { label: describeEdit(edit), ...options });
  }

  /** Applies several edits as one entry of the history, all or none. */
  editMany(
    edits: readonly Edit[],
    options: { readonly label: string; readonly capture?: Capture; readonly selection?: Selection },
  ): StateResult {
    const { label, capture = { kind: 'record' }, selection = { kind: 'none' } } = options;
    return this.#change(() =>
      this.#document.edit(edits, { label, capture, selection }, this.#runner.state.evaluation),
    );
  }

  undo(): StateResult {
    return this.#change(() => this.#document.undo());
  }

  redo(): StateResult {
    return this.#change(() => this.#document.redo());
  }

  /** Takes back changes by id, as one undoable edit. */
  discard(changes: readonly string[]): StateResult {
    return this.#change(() => this.#document.discard(changes));
  }

  resolveConflict(conflict: string, take: 'mine' | 'theirs'): StateResult {
    return this.#change(() => this.#document.resolve(conflict, take));
  }

  /** Brings back the unsaved edits of an earlier session. */
  async restoreDraft(): Promise<StateResult> {
    return this.#settleDraft(true);
  }

  /** Throws the unsaved edits of an earlier session away. */
  async dropDraft(): Promise<StateResult> {
    return this.#settleDraft(false);
  }

  /** Makes the plan of a save without the changes in `exclude`. */
  async plan(exclude: readonly string[]): Promise<Result<SavePlan, Diagnostic>> {
    const refusal = this.#refusal();
    if (refusal) return err(refusal);
    await this.#readGit();
    return this.#saver.plan(exclude, this.#git);
  }

  /** Carries out a plan exactly as it was shown. */
  async save(
    plan: string,
    commit: { readonly message: string } | null = null,
  ): Promise<Result<SaveAnswer, Diagnostic>> {
    const refusal = this.#refusal();
    if (refusal) return err(refusal);
    return this.#onDisk(async () => {
      const written = await this.#saver.write(plan);
      if (!written.ok) {
        // Somebody may have been faster: look, so that the merge is on screen together with the refusal.
        if (written.error.code === 'inventory.changed-on-disk') await this.#readFile();
        return written;
      }
      this.#notes = { ...this.#notes, disk: written.value ? [written.value] : [] };
      this.#afterChange();
      const committed = commit ? await this.#clan.git.commit(commit.message) : null;
      await this.#readGit();
      return ok({
        committed: committed?.ok ?? false,
        needsIntentToAdd: this.#git.inventoryFile === 'untracked',
        ...(committed?.ok === false ? { warning: committed.error } : {}),
      });
    });
  }

  /** Evaluates everything anew: with another evaluator, what was known before means nothing. */
  reevaluate(): void {
    this.#inputs.refresh();
    this.#runner.request(null);
  }

  /** Makes untracked files known to git, so that the flake sees them: inventory.json, or others by their paths in the clan. */
  async intentToAdd(paths: readonly string[] = ['inventory.json']): Promise<StateResult> {
    const { git } = this.#clan;
    const isInventory = paths.every((path) => path === 'inventory.json');
    const added = await (isInventory ? git.intentToAdd() : git.intentToAddFiles(paths));
    await this.#readGit();
    if (!added.ok) return err(added.error);
    this.#runner.request(paths.map((path) => join(this.directory, path)));
    return ok(this.state);
  }

  /** Resolves when the folder is being watched and nothing is being read, written or evaluated. */
  async settled(): Promise<void> {
    await this.#watch?.ready;
    await this.#inputs.ready;
    await this.#disk;
    await this.#journal.flush();
    await this.#runner.settled();
  }

  /** Puts what is unsaved into the journal and ends everything. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#runner.dispose();
    await this.#watch?.close();
    await this.#inputs.close();
    await this.#disk;
    await this.#journal.close();
    await this.#options.evaluator.dispose();
  }

  /** Why nothing can be edited now. */
  #refusal(): Diagnostic | null {
    if (this.#isDisposed) return workspaceError('workspace.closed', 'This clan is closed.');
    return this.#document.saved.trouble ?? this.#writeProblem;
  }

  #change(action: () => Result<null, Diagnostic>): StateResult {
    const refusal = this.#refusal();
    if (refusal) {
      // Permission may have been given meanwhile, which nothing else would notice.
      if (refusal === this.#writeProblem) void this.#onDisk(() => this.#readWriteProblem());
      return err(refusal);
    }
    const before = this.#document.revision;
    const outcome = action();
    if (!outcome.ok) return outcome;
    if (this.#document.revision === before) this.#publish();
    else this.#afterChange();
    return ok(this.state);
  }

  #afterChange(): void {
    const { document, saved, changes } = this.#document;
    this.#journal.keep(changes.length === 0 ? null : { document, base: saved.value, baseHash: saved.hash });
    this.#publish();
    this.#runner.request([]);
  }

  #publish(): void {
    if (!this.#isDisposed) this.#options.onWorkspace?.(this.state);
  }

  async #settleDraft(isRestored: boolean): Promise<StateResult> {
    const [draft, ...rest] = this.#drafts;
    if (!draft)
      return err(workspaceError('workspace.no-draft', 'There are no unsaved edits of an earlier session.'));
    const refusal = isRestored ? this.#refusal() : null;
    if (refusal) return err(refusal);
    if (isRestored) {
      this.#document.restore(draft.found);
      this.#drafts = rest;
      this.#afterChange();
      // The old draft goes when the new one is safe.
      await this.#journal.flush();
    } else {
      this.#drafts = rest;
      this.#publish();
    }
    await this.#journal.forget(draft.found);
    return ok(this.state);
  }

  async #onDiskChange(change: DirectoryChange): Promise<void> {
    await this.#onDisk(async () => {
      if (this.#isDisposed) return;
      const isNew = change.isInventoryTouched && (await this.#readFile());
      const isOtherTouched = change.paths.length > (change.isInventoryTouched ? 1 : 0);
      // Our own save was evaluated before it was written.
      if (change.isSourceTouched && (isNew || isOtherTouched)) {
        this.#notes = { ...this.#notes, scan: (await this.#clan.scan()).diagnostics };
        this.#runner.request(change.paths);
      } else if (change.isGitTouched) {
        // Which files git tracks decides what Nix sees.
        this.#runner.request(change.paths);
      }
      await this.#readGit();
    });
  }

  /** Looks at inventory.json and takes in what others did to it. Answers whether that was anything. */
  async #readFile(): Promise<boolean> {
    const { saved } = this.#document;
    const file = await this.#clan.readInventory();
    this.#writeProblem = await this.#clan.writeProblem();
    const isKnown = file.kind === 'valid' && file.hash === saved.hash && saved.trouble === null;
    if (isKnown || (file.kind === 'missing' && saved.hash === null && saved.trouble === null)) return false;
    const absorbed = this.#document.absorb(savedStateOf(file, saved));
    if (absorbed) {
      const isDeleted = file.kind === 'missing';
      const note = isDeleted
        ? deletedNote(absorbed.isMerge)
        : reloadNote(absorbed.titles, new Date(this.#clock.now()));
      this.#notes = { ...this.#notes, disk: [note] };
    }
    this.#afterChange();
    return true;
  }

  async #readWriteProblem(): Promise<void> {
    this.#writeProblem = await this.#clan.writeProblem();
    this.#publish();
  }

  async #readGit(): Promise<void> {
    this.#git = await this.#clan.git.status();
    this.#publish();
  }

  async #onDisk<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#disk.then(action);
    // A failure is told to whoever asked; the next action runs all the same.
    this.#disk = result.catch(() => undefined);
    return result;
  }

  #noteJournalTrouble(error: unknown): void {
    const note = journalNote(error);
    this.#notes = { ...this.#notes, journal: [note] };
    this.#publish();
  }
}
