/**
 * The one composition that both hosts and the tests use: the app's own data, at most one open clan, its evaluator. What
 * the window is told goes through `emit`; what a native shell can do that a browser cannot comes in as `native`.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from '../shared/base/diagnostic';
import { err, ok } from '../shared/base/result';
import type { Result } from '../shared/base/result';
import type { AppState, EvaluatorChoice, InputsState, OpenTarget, WorkspaceState } from '../shared/contract';
import { findClanRoot, sourceTree } from './clan-directory';
import { SystemEvaluator, WorkerEvaluator, findNix } from './evaluator';
import type { CreateEvaluator, Evaluator, FoundNix, NixEvaluator, NixSearch } from './evaluator';
import type { Emit } from './ipc';
import { Settings } from './settings';
import { isAllowedLink } from './external-links';
import { ClanEvaluators, ClanInputs, createWorkspace, systemClock } from './workspace';
import type { NixHooks, Workspace } from './workspace';

/** What only a native shell offers. */
export interface NativeShell {
  /** Null: the user cancelled. */
  readonly chooseFolder: () => Promise<string | null>;
  readonly openExternal: (url: string) => Promise<void>;
}

export interface ServicesOptions {
  readonly shell: AppState['shell'];
  readonly version: string;
  /** The app's data directory. */
  readonly appData: string;
  /** The folder with the bundled example clans. */
  readonly examples: string;
  /** The bundled script of the evaluator's worker. */
  readonly worker: string;
  readonly emit: Emit;
  readonly native: NativeShell | null;
  /** Where listing folders begins; default: the user's home folder. */
  readonly home?: string;
  /** Tests put another evaluator here. */
  readonly createEvaluator?: CreateEvaluator;
  readonly nix?: NixOptions;
}

/** What holds for an opened clan until it is closed; the user's choices in the window are remembered instead. */
export interface SessionChoices {
  readonly evaluator?: EvaluatorChoice;
  /** Input name to absolute folder. */
  readonly overrideInputs?: Readonly<Record<string, string>>;
}

/** How system Nix is asked. */
export interface NixOptions {
  /** In which it is looked for and runs; default: this process's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds without an edit after which it is asked in the background. */
  readonly pause?: number;
  /** Tests put another Nix here. */
  readonly find?: () => Promise<NixSearch>;
  readonly create?: (nix: FoundNix, hooks: NixHooks) => NixEvaluator;
}

/** Long enough that typing is over, short enough that the answer is there when somebody looks. */
const defaultPause = 1_500;

export class Services {
  readonly settings: Settings;
  readonly #options: ServicesOptions;
  #workspace: Workspace | null = null;
  #inputs: ClanInputs | null = null;
  #evaluators: ClanEvaluators | null = null;
  #session: SessionChoices = {};
  /** Opening and closing follow each other: two clicks must not leave two clans open. */
  #switching: Promise<unknown> = Promise.resolve();

  constructor(options: ServicesOptions) {
    this.#options = options;
    this.settings = new Settings({
      appData: options.appData,
      examples: options.examples,
      ...(options.home !== undefined && { home: options.home }),
    });
  }

  /** The open clan, if any. */
  get workspace(): Workspace | null {
    return this.#workspace;
  }

  /** The flake inputs of the open clan. */
  get inputs(): ClanInputs | null {
    return this.#inputs;
  }

  /** Which evaluator answers for the open clan. */
  get evaluators(): ClanEvaluators | null {
    return this.#evaluators;
  }

  appState(): AppState {
    const { shell, version, native } = this.#options;
    return {
      shell,
      version,
      recent: this.settings.recent.list(),
      examples: this.settings.examples.list(),
      preferences: this.settings.preferences,
      hasFolderDialog: native !== null,
      openClan: this.#workspace?.state.clan.name ?? null,
    };
  }

  /** Tells the window that something about the app itself is different. */
  publishApp(): AppState {
    const state = this.appState();
    this.#options.emit('app:changed', state);
    return state;
  }

  async open(target: OpenTarget): Promise<Result<WorkspaceState, Diagnostic>> {
    const directory = this.#directoryOf(target);
    return directory === undefined ? err(unknownTarget) : this.openDirectory(directory);
  }

  /** Opens the clan that `directory` belongs to and closes the one that was open. */
  async openDirectory(
    directory: string,
    session: SessionChoices = {},
  ): Promise<Result<WorkspaceState, Diagnostic>> {
    return this.#oneAtATime(async () => {
      const root = await findClanRoot(directory);
      if (!root.ok) return root;
      await this.#closeNow();
      this.#session = session;
      const opened = await this.#openRoot(root.value);
      this.publishApp();
      return opened;
    });
  }

  async chooseFolder(): Promise<Result<WorkspaceState | null, Diagnostic>> {
    const { native } = this.#options;
    if (native === null) return err(noDialog);
    const directory = await native.chooseFolder();
    return directory === null ? ok(null) : this.openDirectory(directory);
  }

  /** Asks for a folder in the shell's own dialog and puts it in the place of an input; null: the user cancelled. */
  async chooseInputFolder(input: string): Promise<Result<InputsState | null, Diagnostic>> {
    const { native } = this.#options;
    if (native === null) return err(noDialog);
    const directory = await native.chooseFolder();
    if (directory === null || this.#inputs === null) return ok(null);
    return this.#inputs.override(input, directory);
  }

  async close(): Promise<void> {
    await this.#oneAtATime(async () => {
      await this.#closeNow();
      this.#options.emit('workspace:changed', null);
      this.publishApp();
    });
  }

  async openExternal(url: string): Promise<Result<null, Diagnostic>> {
    const { native } = this.#options;
    if (!isAllowedLink(url)) return err(refusedLink(url));
    if (native === null) return err(noBrowser(url));
    await native.openExternal(url);
    return ok(null);
  }

  hasUnsavedEdits(): boolean {
    return (this.#workspace?.state.changes.length ?? 0) > 0;
  }

  /** Writes what is still to be written and ends the evaluator. */
  async dispose(): Promise<void> {
    await this.#oneAtATime(() => this.#closeNow());
    await this.settings.flush();
  }

  async #openRoot(root: string): Promise<Result<WorkspaceState, Diagnostic>> {
    const { emit, appData } = this.#options;
    const { settings } = this;
    const evaluators = this.#evaluatorsOf(root);
    const workspace = await createWorkspace({
      directory: root,
      evaluator: evaluators.evaluator,
      appData,
      isExample: this.settings.examples.isCopy(root),
      inputFolders: () => Object.values(settings.clan(root).overrideInputs),
      onWorkspace: (state) => emit('workspace:changed', state),
      onEvaluation: (state) => emit('evaluation:changed', state),
    });
    this.#workspace = workspace;
    this.#evaluators = evaluators;
    this.#inputs = new ClanInputs({
      evaluator: workspace.evaluator,
      overrides: () => this.#overridesOf(root),
      setOverrides: async (overrideInputs) => {
        this.#session = { ...this.#session, overrideInputs: {} };
        settings.setClan(root, { overrideInputs });
        await evaluators.replaceInputs();
      },
    });
    this.settings.recent.remember(root, new Date().toISOString());
    // Looking for Nix takes its own time; opening does not wait for it.
    void evaluators.start(() => workspace.reevaluate());
    return ok(workspace.state);
  }

  #evaluatorsOf(root: string): ClanEvaluators {
    const { emit, nix = {} } = this.#options;
    const { settings } = this;
    const { evaluator, mayFetch } = settings.clan(root);
    const environment = nix.environment ?? process.env;
    return new ClanEvaluators({
      choice: this.#session.evaluator ?? evaluator,
      mayFetch,
      remember: (decided) =>
        settings.setClan(root, {
          ...(decided.choice !== undefined && { evaluator: decided.choice }),
          ...(decided.mayFetch !== undefined && { mayFetch: decided.mayFetch }),
        }),
      publish: (state) => emit('evaluators:changed', state),
      findNix: nix.find ?? (() => findNix({ environment })),
      createEmbedded: () => this.#createEmbedded(root),
      createNix: nix.create ?? ((found, hooks) => this.#createNix(root, found, hooks)),
      clock: systemClock,
      pause: nix.pause ?? defaultPause,
    });
  }

  #overridesOf(root: string): Readonly<Record<string, string>> {
    return { ...this.settings.clan(root).overrideInputs, ...this.#session.overrideInputs };
  }

  #createEmbedded(root: string): Evaluator {
    const { createEvaluator, worker } = this.#options;
    const options = { overrideInputs: this.#overridesOf(root) };
    return (
      createEvaluator?.(root, options) ??
      new WorkerEvaluator(root, { ...options, workerUrl: pathToFileURL(worker) })
    );
  }

  #createNix(root: string, nix: FoundNix, hooks: NixHooks): NixEvaluator {
    return new SystemEvaluator(root, {
      ...hooks,
      nix,
      listSource: sourceTree,
      stagingFolder: path.join(this.#options.appData, 'staging'),
      overrideInputs: this.#overridesOf(root),
      limits: { environment: this.#options.nix?.environment ?? process.env },
    });
  }

  async #closeNow(): Promise<void> {
    const workspace = this.#workspace;
    this.#evaluators?.dispose();
    this.#workspace = null;
    this.#inputs = null;
    this.#evaluators = null;
    await workspace?.dispose();
  }

  #directoryOf(target: OpenTarget): string | undefined {
    switch (target.kind) {
      case 'recent':
        return this.settings.recent.directoryOf(target.id);
      case 'example':
        return this.settings.examples.open(target.id);
      case 'folder':
        return this.settings.folders.directoryOf(target.id);
    }
  }

  async #oneAtATime<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#switching.then(action);
    // A failed switch must not keep the next one from running; its own caller hears of it.
    this.#switching = result.catch(() => undefined);
    return result;
  }
}

const unknownTarget: Diagnostic = {
  code: 'app.unknown-target',
  severity: 'error',
  message: 'This clan is not in the list any more.',
};

const noDialog: Diagnostic = {
  code: 'app.no-folder-dialog',
  severity: 'error',
  message: 'This shell has no folder dialog; choose the folder in the window.',
};

function refusedLink(url: string): Diagnostic {
  return {
    code: 'app.refused-link',
    severity: 'warning',
    message: `This link is not opened: ${url}`,
    hint: 'Only https links to Clan, NixOS and GitHub leave the app. Copy the address to open it yourself.',
  };
}

function noBrowser(url: string): Diagnostic {
  return { code: 'app.no-browser', severity: 'info', message: `Open this link in a new tab: ${url}` };
}
