/** Main, played by one object: holds a fake clan, applies edits to it and publishes what the real one would. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { isJsonObject, jsonEqual, type Json, type JsonObject } from '../../shared/base/json';
import { applyEdit } from '../../shared/clan/edits/apply-edit';
import { describeEdit } from '../../shared/clan/edits/describe-edit';
import type { Edit } from '../../shared/clan/edits/edit';
import type {
  AppState,
  Bridge,
  ChangeItem,
  Envelope,
  EvaluationState,
  EvaluatorsState,
  EventChannel,
  EventPayloads,
  InputsState,
  NodePositions,
  RequestAnswer,
  RequestChannel,
  RequestPayload,
  SavePlan,
  Selection,
  WorkspaceState,
} from '../../shared/contract';
import { homelab, type FakeClan } from './fake-clan';
import { fakeEvaluate } from './fake-evaluate';
import { fakeEvaluators, previewInState } from './fake-evaluators';
import { fakeInputs } from './fake-inputs';
import { fakePreview, fakeProvenance, fakeRoleForm } from './fake-results';

interface Entry {
  readonly label: string;
  readonly document: JsonObject;
  readonly selection: Selection;
}

type Handlers = { readonly [C in RequestChannel]: (payload: RequestPayload<C>) => RequestAnswer<C> };

export interface FakeBridgeOptions {
  readonly clan?: FakeClan | null;
  /** Milliseconds until an evaluation is published; 0: at once. */
  readonly evaluationDelay?: number;
  readonly app?: Partial<AppState>;
  readonly evaluators?: EvaluatorsState;
}

const startApp: AppState = {
  shell: 'browser',
  version: '0.1.0',
  recent: [
    {
      id: 'r1',
      name: 'homelab',
      directoryLabel: '~/clans/homelab',
      isMissing: false,
      openedAt: '2026-11-20T20:00:00Z',
    },
    {
      id: 'r2',
      name: 'office',
      directoryLabel: '~/clans/office',
      isMissing: true,
      openedAt: '2026-11-01T10:00:00Z',
    },
  ],
  examples: [
    { id: 'backup', title: 'backup', description: 'Three machines and a backup service' },
    { id: 'homelab', title: 'homelab', description: 'Twelve machines and six services' },
    { id: 'dendritic', title: 'dendritic', description: 'flake-parts, one file for each idea' },
  ],
  preferences: { colorScheme: 'auto', leftWidth: 272, rightWidth: 404 },
  hasFolderDialog: false,
  openClan: null,
};

export class FakeBridge implements Bridge {
  /** Everything asked so far, for tests. */
  readonly asked: { readonly channel: RequestChannel; readonly payload: unknown }[] = [];
  readonly #listeners = new Map<EventChannel, Set<(payload: never) => void>>();
  readonly #handlers: Handlers;
  readonly #delay: number;
  #app: AppState;
  #clan: FakeClan | null;
  #persisted: JsonObject = {};
  #document: JsonObject = {};
  #past: Entry[] = [];
  #future: Entry[] = [];
  #revision = 0;
  #restored = { count: 0, selection: { kind: 'none' } as Selection };
  #positions: NodePositions = {};
  #overridden: ReadonlySet<string> = new Set();
  readonly #refusals = new Map<RequestChannel, Diagnostic>();
  #evaluation: EvaluationState;
  #evaluators: EvaluatorsState;

  constructor({
    clan = homelab,
    evaluationDelay = 0,
    app = {},
    evaluators = fakeEvaluators.embedded,
  }: FakeBridgeOptions = {}) {
    this.#clan = clan;
    this.#delay = evaluationDelay;
    this.#app = { ...startApp, ...app };
    this.#evaluators = evaluators;
    this.#handlers = this.#makeHandlers();
    this.#evaluation = idle;
    if (clan !== null) this.#load(clan);
  }

  invoke<C extends RequestChannel>(
    channel: C,
    payload: RequestPayload<C>,
  ): Promise<Envelope<RequestAnswer<C>>> {
    this.asked.push({ channel, payload });
    const refusal = this.#refusals.get(channel);
    if (refusal !== undefined) return Promise.resolve({ ok: false, error: refusal });
    const handler = this.#handlers[channel] as (payload: RequestPayload<C>) => RequestAnswer<C>;
    return Promise.resolve({ ok: true, value: structuredClone(handler(payload)) });
  }

  subscribe<C extends EventChannel>(channel: C, listener: (payload: EventPayloads[C]) => void): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(channel, listeners);
    return () => listeners.delete(listener);
  }

  /** Requests on this channel are refused from now on. */
  refuse(channel: RequestChannel, error: Diagnostic): void {
    this.#refusals.set(channel, error);
  }

  /** Says something to the window, as main would. */
  emit<C extends EventChannel>(channel: C, payload: EventPayloads[C]): void {
    for (const listener of this.#listeners.get(channel) ?? []) {
      (listener as (payload: EventPayloads[C]) => void)(structuredClone(payload));
    }
  }

  /** What main says of the evaluators from now on. */
  setEvaluators(changed: Partial<EvaluatorsState>): EvaluatorsState {
    this.#evaluators = { ...this.#evaluators, ...changed };
    this.emit('evaluators:changed', this.#evaluators);
    return this.#evaluators;
  }

  get document(): JsonObject {
    return this.#document;
  }

  #load(clan: FakeClan): void {
    this.#clan = clan;
    this.#persisted = clan.document;
    this.#document = clan.document;
    this.#past = [];
    this.#future = [];
    this.#revision += 1;
    this.#evaluation = idle;
    this.#evaluate();
  }

  #evaluate(): void {
    const revision = this.#revision;
    const finish = () => {
      if (this.#clan === null || revision !== this.#revision) return;
      const evaluation = fakeEvaluate(this.#clan, this.#document);
      this.#evaluation = {
        status: 'done',
        revision,
        evaluator: isAnsweredByNix(this.#evaluators) ? 'nix' : 'embedded',
        milliseconds: 38,
        evaluation,
        diagnostics: evaluation.diagnostics,
      };
      this.emit('evaluation:changed', this.#evaluation);
    };
    if (this.#delay === 0) return finish();
    this.#evaluation = { ...this.#evaluation, status: 'evaluating' };
    this.emit('evaluation:changed', this.#evaluation);
    setTimeout(finish, this.#delay);
  }

  readonly #apply = (document: JsonObject, edit: Edit): JsonObject => {
    const { evaluation } = this.#evaluation;
    const result = applyEdit(document, edit, { evaluation, persisted: this.#persisted });
    return result.ok ? result.value : document;
  };

  #change(label: string, document: JsonObject, selection: Selection): WorkspaceState {
    this.#past.push({ label, document: this.#document, selection });
    this.#future = [];
    return this.#moveTo(document);
  }

  #moveTo(document: JsonObject): WorkspaceState {
    this.#document = document;
    this.#revision += 1;
    const state = this.#workspace();
    this.emit('workspace:changed', state);
    this.#evaluate();
    return state;
  }

  #step(from: Entry[], to: Entry[]): WorkspaceState {
    const entry = from.pop();
    if (entry === undefined) return this.#workspace();
    to.push({ ...entry, document: this.#document });
    this.#restored = { count: this.#restored.count + 1, selection: entry.selection };
    return this.#moveTo(entry.document);
  }

  #inputs(): InputsState {
    return { inputs: fakeInputs(this.#overridden), problem: null };
  }

  #workspace(): WorkspaceState {
    const undo = this.#past.at(-1);
    const redo = this.#future.at(-1);
    const name = this.#clan?.name ?? 'clan';
    return {
      revision: this.#revision,
      clan: { id: name, name, directoryLabel: `~/clans/${name}`, isExample: false },
      document: this.#document,
      persisted: this.#persisted,
      fileExists: true,
      readOnly: null,
      changes: fakeChanges(this.#persisted, this.#document),
      undo: undo === undefined ? null : { label: undo.label },
      redo: redo === undefined ? null : { label: redo.label },
      restoredSelection: this.#restored,
      git: { kind: 'repository', branch: 'main', inventoryFile: 'modified' },
      external: null,
      draft: null,
      directoryDiagnostics: [],
    };
  }

  #plan(exclude: readonly string[]): SavePlan {
    return {
      id: `plan-${this.#revision}`,
      revision: this.#revision,
      changes: fakeChanges(this.#persisted, this.#document),
      excluded: exclude,
      before: JSON.stringify(this.#persisted, null, 2) + '\n',
      after: JSON.stringify(this.#document, null, 2) + '\n',
      impact: [
        { machine: 'borealis', added: 1, changed: 1, removed: 0 },
        { machine: 'echo', added: 14, changed: 0, removed: 0 },
        { machine: 'athena', added: 0, changed: 1, removed: 0 },
      ],
      unchangedMachines: 9,
      diagnostics: [],
      commit: { isPossible: true, branch: 'main', message: 'inventory: back up echo' },
    };
  }

  #setApp(app: Partial<AppState>): AppState {
    this.#app = { ...this.#app, ...app };
    this.emit('app:changed', this.#app);
    return this.#app;
  }

  #open(): WorkspaceState {
    this.#load(homelab);
    return this.#workspace();
  }

  #makeHandlers(): Handlers {
    const evaluation = () => fakeEvaluate(this.#clan ?? homelab, this.#document);
    return {
      'app:get-state': () => this.#app,
      'app:set-preferences': (preferences) =>
        this.#setApp({ preferences: { ...this.#app.preferences, ...preferences } }),
      'app:forget-recent': ({ id }) =>
        this.#setApp({ recent: this.#app.recent.filter((recent) => recent.id !== id) }),
      'app:choose-folder': () => this.#open(),
      'app:list-folder': ({ id }) => ({
        id: id ?? 'home',
        label: id === null ? '~' : `~/${id}`,
        parent: id === null ? null : 'home',
        entries: [
          { id: 'clans', name: 'clans', isClan: false },
          { id: 'homelab', name: 'homelab', isClan: true },
        ],
      }),
      'app:open-external': () => null,
      'clan:open': () => this.#open(),
      'clan:close': () => {
        this.#clan = null;
        this.emit('workspace:changed', null);
        return null;
      },
      'workspace:get': () =>
        this.#clan === null ? null : { workspace: this.#workspace(), evaluation: this.#evaluation },
      'workspace:edit': ({ edit, selection }) =>
        this.#change(describeEdit(edit), this.#apply(this.#document, edit), selection ?? { kind: 'none' }),
      'workspace:edit-many': ({ edits, label, selection }) =>
        this.#change(label, edits.reduce(this.#apply, this.#document), selection ?? { kind: 'none' }),
      'workspace:undo': () => this.#step(this.#past, this.#future),
      'workspace:redo': () => this.#step(this.#future, this.#past),
      'workspace:discard': () => this.#change('Discard changes', this.#persisted, { kind: 'none' }),
      'workspace:restore-draft': () => this.#workspace(),
      'workspace:drop-draft': () => this.#workspace(),
      'workspace:resolve-conflict': () => this.#workspace(),
      'workspace:plan': ({ exclude }) => this.#plan(exclude),
      'workspace:save': ({ commit }) => {
        this.#persisted = this.#document;
        this.#moveTo(this.#document);
        return { committed: commit !== null, needsIntentToAdd: false };
      },
      'git:intent-to-add': () => this.#workspace(),
      'results:machine-preview': ({ machine }) =>
        previewInState(fakePreview(evaluation(), machine), this.#evaluators),
      'results:preview-level': ({ path }) => ({
        name: path.at(-1) ?? '',
        kind: 'set',
        text: '{ … }',
        children: [{ name: 'enable', kind: 'value', text: 'true', sources: ['clan'] }],
        sources: ['clan'],
      }),
      'results:provenance': ({ machine, path }) => fakeProvenance(machine, path),
      'results:role-form': ({ instance, role }) => fakeRoleForm(evaluation(), instance, role),
      'inputs:get': () => this.#inputs(),
      'inputs:override': ({ input }) => {
        this.#overridden = new Set([...this.#overridden, input]);
        return this.#inputs();
      },
      'inputs:choose': () => null,
      'inputs:reset': ({ input }) => {
        this.#overridden = new Set([...this.#overridden].filter((name) => name !== input));
        return this.#inputs();
      },
      'evaluators:get': () => this.#evaluators,
      'evaluators:choose': ({ choice }) =>
        this.setEvaluators({
          choice,
          nix: choice === 'embedded' ? { kind: 'unused' } : { kind: 'waiting' },
        }),
      'evaluators:allow-fetching': ({ isAllowed }) => this.setEvaluators({ mayFetch: isAllowed }),
      'evaluators:retry': () => this.setEvaluators({ nix: { kind: 'looking' } }),
      'layout:get': () => this.#positions,
      'layout:set': ({ positions }) => {
        this.#positions = positions;
        return null;
      },
    };
  }
}

function isAnsweredByNix({ choice, nix }: EvaluatorsState): boolean {
  return choice === 'nix' && nix.kind !== 'unavailable';
}

const idle: EvaluationState = {
  status: 'idle',
  revision: 0,
  evaluator: 'embedded',
  milliseconds: null,
  evaluation: null,
  diagnostics: [],
};

function fakeChanges(before: JsonObject, after: JsonObject, path: readonly string[] = []): ChangeItem[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): ChangeItem[] => {
    const [was, now]: [Json | undefined, Json | undefined] = [before[key], after[key]];
    if (jsonEqual(was, now)) return [];
    const place = [...path, key];
    if (isJsonObject(was) && isJsonObject(now)) return fakeChanges(was, now, place);
    return [
      {
        id: JSON.stringify(place),
        title: `${place.join(' › ')} = ${JSON.stringify(now)}`,
        detail: was === undefined ? 'was unset' : `was ${JSON.stringify(was)}`,
        kind: was === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
        paths: [place],
        selection: { kind: 'none' },
      },
    ];
  });
}
