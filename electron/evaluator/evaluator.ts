/**
 * The one interface of both back ends. The workspace asks through it and never knows who answers. Answers are for the
 * input that was current when the question was asked; a newer input cancels questions about older ones.
 */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { Json, JsonPath } from '../../shared/base/json';
import type { Result } from '../../shared/base/result';
import type {
  ClanEvaluation,
  EvaluatorName,
  MachinePreview,
  PreviewNode,
  Provenance,
  RoleForm,
} from '../../shared/clan/evaluation';
import type { MachineImpact } from '../../shared/contract';

/** What is evaluated: the clan on disk with these texts in place of `inventory.json`. */
export interface EvaluatorInput {
  /** The document's revision; answers carry it back. */
  readonly revision: number;
  /** Text of inventory.json with the unsaved edits; null: there is no such file. */
  readonly current: string | null;
  /** Text of inventory.json as saved, the base of every comparison; null: there is no such file. */
  readonly saved: string | null;
  /** Absolute paths of files that changed on disk since the last input; null: anything may have changed. */
  readonly changedPaths: readonly string[] | null;
}

/** A finished evaluation. */
export interface EvaluationAnswer {
  readonly revision: number;
  readonly evaluation: ClanEvaluation;
  readonly milliseconds: number;
  /** Absent: the embedded one. */
  readonly evaluator?: EvaluatorName;
}

/** What saving does to the machines. */
export interface ImpactAnswer {
  /** Machines that change, or can no longer be evaluated. */
  readonly impact: readonly MachineImpact[];
  readonly unchangedMachines: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The queries of the command line; answers have the shapes of the conformance cases' `expected/*.json`. */
export type ClanQuery =
  | {
      readonly kind:
        | 'inventory'
        | 'services'
        | 'manifests'
        | 'schemas'
        | 'settings'
        | 'members'
        | 'introspection'
        | 'exports'
        | 'checks'
        | 'outputs'
        /** The inputs of the flake, and what stands for each (`FlakeInput`). */
        | 'inputs'
        /** Every diagnostic there is, machines included. */
        | 'problems';
    }
  /** `path`: only what is there; a failure when there is nothing. */
  | { readonly kind: 'machine'; readonly machine: string; readonly path?: readonly string[] };

/** `superseded`: a newer input arrived; nothing is wrong and nobody should be told. */
export type EvaluatorFailure =
  { readonly kind: 'superseded' } | { readonly kind: 'failed'; readonly diagnostics: readonly Diagnostic[] };

export type EvaluatorResult<T> = Promise<Result<T, EvaluatorFailure>>;

export interface Evaluator {
  /** Makes `input` the current one, cancels what is running for older ones, and evaluates the clan. */
  evaluate(input: EvaluatorInput): EvaluatorResult<EvaluationAnswer>;
  /** The tree of a machine's configuration, each node marked against the saved state. */
  machinePreview(machine: string): EvaluatorResult<MachinePreview>;
  /** The tree at a path of a machine's configuration, for what a preview left out (`isPartial`). Absent: it leaves nothing out. */
  previewLevel?(machine: string, path: readonly string[]): EvaluatorResult<PreviewNode>;
  provenance(machine: string, path: JsonPath): EvaluatorResult<Provenance>;
  roleForm(instance: string, role: string): EvaluatorResult<RoleForm>;
  /**
   * Compares every machine between `saved` and `text`: how many leaves are added, changed, removed. Machines that stay
   * as they are are left out.
   */
  impact(text: string): EvaluatorResult<ImpactAnswer>;
  /** For the command line. Large integers are kept as they are written in `text`. */
  query(query: ClanQuery): EvaluatorResult<{
    readonly text: string;
    readonly value: Json;
    readonly diagnostics: readonly Diagnostic[];
  }>;
  /** Ends the worker. */
  dispose(): Promise<void>;
}

/** Makes an evaluator for a clan directory (absolute path, the root that `clan-directory` found). */
export type CreateEvaluator = (directory: string, options: EvaluatorOptions) => Evaluator;

export interface EvaluatorOptions {
  /** Input name to absolute path; takes the place of what flake.nix says. */
  readonly overrideInputs?: Readonly<Record<string, string>>;
  /** Milliseconds that one question may take; exceeding it is a diagnostic. Default 60,000: time by the clock, also on a machine with much else to do. */
  readonly deadline?: number;
}
