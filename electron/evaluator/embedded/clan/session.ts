/** An open clan: keeps the interpreter and the last evaluation, answers queries within limits. */
import type { Diagnostic, DiagnosticTarget } from '../../../../shared/base/diagnostic';
import type { JsonPath } from '../../../../shared/base/json';
import { err, ok } from '../../../../shared/base/result';
import type {
  ClanEvaluation,
  MachinePreview,
  Provenance,
  RoleForm,
  ServiceInfo,
} from '../../../../shared/clan/evaluation';
import type { FlakeInput } from '../../../../shared/clan/flake-inputs';
import { NixError, createInterpreter, forceAttrs, runWithBudget } from '../nix';
import type { Budget, Interpreter } from '../nix';
import { isAbsentValue } from '../modules';
import type { ModuleSystem } from '../modules';
import type { ExactJson } from '../schema/exact-json';
import { ClanEvaluationState } from './clan-evaluation';
import { errorDiagnostic } from './diagnostics';
import { importedFlake } from './flake/native-flakes';
import { createNativeInputs } from './flake/native-inputs';
import type { NativeInputs } from './flake/native-inputs';
import { InventoryFile } from './inventory-file';
import { ModuleSystems } from './module-systems';
import { slotAt, without } from './nix-values';
import { ConformanceQueries } from './query/conformance-queries';
import { InventoryMemory } from './query/inventory-memory';
import { InventoryView } from './query/inventory-view';
import { MachinePreviews, hiddenAttributes } from './query/machine-preview';
import { deprecations } from './query/deprecations';
import { flakeInputs } from './query/flake-inputs';
import { clanModuleNotices } from './query/missing-parts';
import { instanceMembers } from './query/members';
import { clanOverview } from './query/overview';
import { clanProblems, machineProblems } from './query/problems';
import { isShallow } from './query/retired-option';
import { roleForm } from './query/role-form';
import { serviceCatalogue } from './query/service-catalogue';
import { ShownClan } from './query/shown-clan';
import { pictureOf } from './query/value-picture';
import { RecordingIo } from './recording-io';
import type {
  EvaluationLimits,
  EvaluatorSession,
  InstanceMembers,
  OpenClanOptions,
  QueryResult,
  SessionChange,
} from './session-types';

/** What an evaluation is made with besides the interpreter; made anew when a checkout behind it changes. */
interface NativeParts {
  readonly systems: ModuleSystems;
  /** For the clan as Clan evaluates it. */
  readonly exact: EvaluationInputs;
  /** For the clan without services that are not on this machine. */
  readonly reduced: EvaluationInputs;
}

interface EvaluationInputs {
  readonly inputs: NativeInputs;
  /** Those of the evaluation that tells where values come from; undefined when that is the same one. */
  readonly witnessInputs: NativeInputs | undefined;
}

/** Inputs that evaluate modules themselves where the user put a checkout in their place. */
const foreignInputs = ['nixpkgs', 'nixpkgs-lib', 'flake-parts'];

/** The evaluation that queries are about, and what was read from it. */
interface Current {
  readonly state: ClanEvaluationState;
  readonly view: InventoryView;
  readonly previews: MachinePreviews;
}

export class ClanSession implements EvaluatorSession {
  readonly #io: RecordingIo;
  readonly #interpreter: Interpreter;
  #native: NativeParts;
  readonly #directory: string;
  readonly #overrides: Readonly<Record<string, string>>;
  readonly #inventory: InventoryFile;
  #limits: EvaluationLimits;
  #current: Current | undefined;
  #memory = new InventoryMemory();

  constructor(options: OpenClanOptions) {
    this.#io = new RecordingIo(options.io);
    this.#directory = options.directory;
    this.#overrides = options.overrideInputs ?? {};
    this.#interpreter = createInterpreter({
      io: this.#io,
      overrides: this.#overrides,
      hasSourcesInPlace: true,
      nativeFlake: (name, url) => this.#native.exact.inputs.find(name, url),
      importNative: (expression) => importedFlake(() => this.#native.systems.values, expression),
    });
    this.#limits = options.limits ?? {};
    this.#inventory = new InventoryFile(this.#io, options.directory, options.inventoryJsonText);
    this.#native = this.#createNative();
  }

  #createNative(known?: ModuleSystems): NativeParts {
    const systems = known ?? new ModuleSystems(this.#interpreter, this.#io, this.#overrides['nixpkgs']);
    return {
      systems,
      exact: this.#evaluationInputs(systems, false),
      reduced: this.#evaluationInputs(systems, true),
    };
  }

  #evaluationInputs(systems: ModuleSystems, goesWithoutMissing: boolean): EvaluationInputs {
    const isForeign = foreignInputs.some((name) => Object.hasOwn(this.#overrides, name));
    const inputsWith = (system: () => ModuleSystem): NativeInputs =>
      this.#nativeInputs(systems, system, goesWithoutMissing);
    return {
      inputs: inputsWith(() => systems.values),
      witnessInputs: isForeign ? inputsWith(() => systems.native) : undefined,
    };
  }

  #nativeInputs(
    systems: ModuleSystems,
    system: () => ModuleSystem,
    goesWithoutMissing: boolean,
  ): NativeInputs {
    const interpreter = this.#interpreter;
    return createNativeInputs({
      io: this.#io,
      builtins: interpreter.builtins,
      evalFile: (path) => interpreter.evalFile(path),
      evalText: (text, place) => interpreter.evalText(text, place),
      readInventory: (path) => this.#inventory.read(path),
      system,
      systemAt: (folder) => systems.at(folder),
      goesWithoutMissing,
    });
  }

  get filesRead(): readonly string[] {
    return [...this.#io.paths];
  }

  setLimits(limits: EvaluationLimits): void {
    this.#limits = limits;
  }

  update(change: SessionChange): void {
    const { changedPaths, inventoryJsonText } = change;
    const isTextNew = inventoryJsonText !== undefined && this.#inventory.replace(inventoryJsonText);
    const areFilesNew = changedPaths === undefined || changedPaths.length > 0;
    if (!areFilesNew && !isTextNew) return;
    this.#current = undefined;
    if (areFilesNew) {
      // Values of files may hold what they read from other files, so all of them go, and with them all that was kept of
      // evaluations: a path is the same value whatever its file says by now. Parsed texts stay.
      this.#interpreter.invalidate();
      const { systems } = this.#native;
      systems.native.leftOut.clear();
      this.#native = this.#createNative(systems.isMadeOf(changedPaths) ? undefined : systems);
      this.#memory = new InventoryMemory();
      return;
    }
    const { exact, reduced } = this.#native;
    for (const { inputs, witnessInputs } of [exact, reduced]) {
      for (const part of [inputs, witnessInputs]) {
        part?.configurations.clear();
        part?.origins.clear();
      }
    }
  }

  inventory(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.inventory());
  }

  manifests(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.manifests());
  }

  schemas(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.schemas());
  }

  settings(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.settings());
  }

  introspection(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.introspection());
  }

  checks(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.checks());
  }

  outputs(): QueryResult<ExactJson> {
    return this.#conformance((queries) => queries.outputs());
  }

  exports(): QueryResult<ExactJson> {
    return this.#conformance((queries) => pictureOf(queries.exports(), { isAbsent: isAbsentValue }));
  }

  machine(name: string): QueryResult<ExactJson> {
    return this.#strictly(
      this.#query({ kind: 'machine', machine: name }, ({ state }) => machineValues(state, name)),
    );
  }

  shownMachine(name: string): QueryResult<ExactJson> {
    return this.#strictly(
      this.#query({ kind: 'machine', machine: name }, ({ previews }) => machineValues(previews.state, name)),
    );
  }

  members(): QueryResult<readonly InstanceMembers[]> {
    return this.#strictly(
      this.#query(undefined, ({ state, view }) => {
        state.requireClan();
        return instanceMembers(view);
      }),
    );
  }

  services(): QueryResult<readonly ServiceInfo[]> {
    return this.#query(undefined, ({ state, view }) => {
      state.requireClan();
      return [...serviceCatalogue(view).values()].map((entry) => entry.info);
    });
  }

  inputs(): QueryResult<readonly FlakeInput[]> {
    return this.#query(undefined, ({ state }) => flakeInputs(state.flake));
  }

  evaluation(): QueryResult<ClanEvaluation> {
    return this.#query(undefined, (current) => {
      // Asking for the clan first: when there is none, that is the answer.
      current.state.requireClan();
      return clanOverview(current.view, () => [...this.#problemsOf(current), ...deprecations(current.view)]);
    });
  }

  machinePreview(name: string): QueryResult<MachinePreview> {
    return this.#query({ kind: 'machine', machine: name }, ({ previews }) => previews.preview(name));
  }

  provenance(machine: string, path: JsonPath): QueryResult<Provenance> {
    return this.#query({ kind: 'machine', machine, option: path.map(String) }, ({ previews }) =>
      previews.provenance(machine, path),
    );
  }

  roleForm(instance: string, role: string): QueryResult<RoleForm> {
    return this.#query({ kind: 'role', instance, role }, ({ state, view }) => {
      state.requireClan();
      return roleForm(view, instance, role);
    });
  }

  problems(): readonly Diagnostic[] {
    const answer = this.#query(undefined, (current) => {
      current.state.requireClan();
      const found = this.#problemsOf(current);
      const known = [...found, ...current.view.problems];
      const inMachines = machineProblems(current.view, current.previews, known);
      // Last, because what services read is known when their machines have been evaluated.
      return [...known, ...inMachines, ...deprecations(current.view)];
    });
    if (answer.ok) return answer.value;
    const { problem } = this.#inventory;
    return problem === undefined ? answer.error : [problem, ...answer.error];
  }

  #problemsOf(current: Current): readonly Diagnostic[] {
    const found = [...clanProblems(current.view), ...this.#leftOut()];
    const { problem } = this.#inventory;
    return problem === undefined ? found : [problem, ...found];
  }

  /** Modules of the clan that are not on this machine. */
  #leftOut(): readonly Diagnostic[] {
    return clanModuleNotices(this.#native.systems.native.leftOut.modules, this.#directory);
  }

  #conformance(ask: (queries: ConformanceQueries) => ExactJson): QueryResult<ExactJson> {
    return this.#strictly(this.#query(undefined, ({ state }) => ask(new ConformanceQueries(state.clan))));
  }

  /** As Nix does: while inventory.json cannot be read there is no answer, not one without it (clan-semantics 1.2). */
  #strictly<T>(answer: QueryResult<T>): QueryResult<T> {
    const { problem } = this.#inventory;
    return problem === undefined ? answer : err([problem]);
  }

  #query<T>(target: DiagnosticTarget | undefined, compute: (current: Current) => T): QueryResult<T> {
    this.#current ??= this.#evaluate();
    const current = this.#current;
    try {
      return ok(runWithBudget(this.#budget(), () => compute(current)));
    } catch (error) {
      if (!(error instanceof NixError)) throw error;
      return err([errorDiagnostic(error, { directory: this.#directory, target })]);
    }
  }

  #evaluate(): Current {
    const { exact, reduced } = this.#native;
    const state = this.#stateOf(exact);
    const view = new InventoryView(state, this.#directory, () => this.#inventory.content, this.#memory);
    const shown = new ShownClan(state, () => this.#stateOf(reduced));
    return { state, view, previews: new MachinePreviews(shown, this.#directory) };
  }

  #stateOf({ inputs, witnessInputs }: EvaluationInputs): ClanEvaluationState {
    const { systems } = this.#native;
    const shared = {
      interpreter: this.#interpreter,
      io: this.#io,
      directory: this.#directory,
      overrideInputs: this.#overrides,
      nativeSystem: () => systems.native,
    };
    const witness =
      witnessInputs === undefined
        ? undefined
        : new ClanEvaluationState({
            ...shared,
            inputs: witnessInputs,
            system: shared.nativeSystem,
            isNativeOnly: true,
          });
    return new ClanEvaluationState({
      ...shared,
      inputs,
      system: () => systems.values,
      ...(witness === undefined ? {} : { witness }),
    });
  }

  #budget(): Budget {
    const { maxDepth, maxSteps, timeoutMs, isCancelled } = this.#limits;
    return {
      ...(maxDepth === undefined ? {} : { maxDepth }),
      ...(maxSteps === undefined ? {} : { maxSteps }),
      ...(timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs }),
      ...(isCancelled === undefined ? {} : { isCancelled }),
    };
  }
}

/** The whole configuration of a machine; a part that fails is `"<error>"`. */
function machineValues(state: ClanEvaluationState, name: string): ExactJson {
  const machine = state.machine(name);
  const config = forceAttrs(slotAt(machine, 'config'));
  return pictureOf(without(config, ...hiddenAttributes), {
    isAbsent: isAbsentValue,
    isShallow: (path) => isShallow(machine, path),
  });
}
