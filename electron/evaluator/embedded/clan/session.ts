/** An open clan: keeps the interpreter and the last evaluation, answers queries within limits. */
import type { Diagnostic, DiagnosticTarget } from '../../../../shared/base/diagnostic';
import type { JsonPath } from '../../../../shared/base/json';
import { err, ok } from '../../../../shared/base/result';
import type { ClanEvaluation, MachinePreview, Provenance, RoleForm } from '../../../../shared/clan/evaluation';
import { AttrSet, NixError, createInterpreter, forceAttrs, runWithBudget } from '../nix';
import { absentValue } from '../modules';
import type { Budget, Interpreter, Value } from '../nix';
import type { ExactJson } from '../schema/exact-json';
import { ClanEvaluationState } from './clan-evaluation';
import { errorDiagnostic } from './diagnostics';
import { createNativeInputs } from './flake/native-inputs';
import type { NativeInputs } from './flake/native-inputs';
import { InventoryFile } from './inventory-file';
import { at, slotAt, without } from './nix-values';
import { ConformanceQueries } from './query/conformance-queries';
import { pictureOf } from './query/value-picture';
import { RecordingIo } from './recording-io';
import type {
  EvaluationLimits,
  EvaluatorSession,
  InstanceMembers,
  OpenClanOptions,
  QueryResult,
  ServiceInfo,
  SessionChange,
} from './session-types';

/** Attributes of a machine's configuration that are no configuration. */
const hiddenAttributes = ['clanConfig', '_module'] as const;

const isAbsent = (value: Value): boolean => value === absentValue;

export class ClanSession implements EvaluatorSession {
  readonly #io: RecordingIo;
  readonly #interpreter: Interpreter;
  readonly #inputs: NativeInputs;
  readonly #directory: string;
  readonly #overrides: Readonly<Record<string, string>>;
  #limits: EvaluationLimits;
  readonly #inventory: InventoryFile;
  #state: ClanEvaluationState | undefined;

  constructor(options: OpenClanOptions) {
    this.#io = new RecordingIo(options.io);
    this.#interpreter = createInterpreter({ io: this.#io });
    this.#directory = options.directory;
    this.#overrides = options.overrideInputs ?? {};
    this.#limits = options.limits ?? {};
    this.#inventory = new InventoryFile(this.#io, options.directory, options.inventoryJsonText);
    const interpreter = this.#interpreter;
    this.#inputs = createNativeInputs({
      io: this.#io,
      builtins: interpreter.builtins,
      evalFile: (path) => interpreter.evalFile(path),
      evalText: (text, place) => interpreter.evalText(text, place),
      readInventory: (path) => this.#inventory.read(path),
      clanCorePath: this.#overrides['clan-core'],
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
    // Values of files may hold what they read from other files, so all of them go; parsed texts stay.
    if (areFilesNew) this.#interpreter.invalidate();
    if (areFilesNew || isTextNew) this.#state = undefined;
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
    return this.#conformance((queries) => pictureOf(queries.exports(), { isAbsent }));
  }

  machine(name: string): QueryResult<ExactJson> {
    return this.#query({ kind: 'machine', machine: name }, (state) => {
      const config = forceAttrs(slotAt(state.machine(name), 'config'));
      return pictureOf(without(config, ...hiddenAttributes), { isAbsent });
    });
  }

  #conformance(ask: (queries: ConformanceQueries) => ExactJson): QueryResult<ExactJson> {
    return this.#query(undefined, (state) => ask(new ConformanceQueries(state.clan)));
  }

  #query<T>(target: DiagnosticTarget | undefined, compute: (state: ClanEvaluationState) => T): QueryResult<T> {
    this.#state ??= new ClanEvaluationState({
      interpreter: this.#interpreter,
      inputs: this.#inputs,
      io: this.#io,
      directory: this.#directory,
      overrideInputs: this.#overrides,
    });
    const state = this.#state;
    try {
      return ok(runWithBudget(this.#budget(), () => compute(state)));
    } catch (error) {
      if (!(error instanceof NixError)) throw error;
      return err([errorDiagnostic(error, { directory: this.#directory, target })]);
    }
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
