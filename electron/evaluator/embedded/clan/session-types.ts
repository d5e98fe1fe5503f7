/**
 * What the evaluator answers, seen from the worker and the command line. A session belongs to one clan directory and
 * lives as long as that clan is open: it keeps parsed files and everything that evaluation has already computed, and
 * throws away only what an edit can have changed. All queries are synchronous, lazy and independent of each other:
 * one machine's failure is that query's answer and nothing else's.
 */
import type { Diagnostic } from '../../../../shared/base/diagnostic';
import type { Result } from '../../../../shared/base/result';
import type { JsonPath } from '../../../../shared/base/json';
import type {
  ClanEvaluation,
  MachinePreview,
  Provenance,
  RoleForm,
  ServiceInfo,
} from '../../../../shared/clan/evaluation';
import type { FlakeInput } from '../../../../shared/clan/flake-inputs';
import type { NixIo } from '../nix';
import type { ExactJson } from '../schema/exact-json';

/** A query's answer, or why there is none. Never empty on failure. */
export type QueryResult<T> = Result<T, readonly Diagnostic[]>;

/** Bounds of one query. Exceeding one is a diagnostic `nix.limit`, `nix.stack-overflow` or `nix.cancelled`. */
export interface EvaluationLimits {
  /** Depth of nested function calls; 10,000 as in Nix. */
  readonly maxDepth?: number;
  /** Number of evaluation steps. */
  readonly maxSteps?: number;
  /** Milliseconds that one query may take. */
  readonly timeoutMs?: number;
  /** Polled while evaluating; true stops the query with `nix.cancelled`. */
  readonly isCancelled?: () => boolean;
}

/** What a clan is opened with. */
export interface OpenClanOptions {
  readonly io: NixIo;
  /** The clan's root, where `flake.nix` is: absolute, normalised, POSIX. */
  readonly directory: string;
  /** Text that stands for `inventory.json`; null: as if there were none; undefined: the file as it is on disk. */
  readonly inventoryJsonText?: string | null | undefined;
  /** Directories that stand for flake inputs, by input name; `clan-core` here brings its real services. */
  readonly overrideInputs?: Readonly<Record<string, string>> | undefined;
  readonly limits?: EvaluationLimits | undefined;
}

/** What has changed since the last query. */
export interface SessionChange {
  /** Absolute paths of files or folders that changed on disk; undefined: no idea, drop everything that was read. */
  readonly changedPaths?: readonly string[] | undefined;
  /** The text that stands for `inventory.json` from now on; null: there is no such file; undefined: as before. */
  readonly inventoryJsonText?: string | null | undefined;
}

/** The queries. Shapes of the first block are those of the conformance cases' `expected/*.json`. */
export interface ClanQueries {
  /** `meta`, `machines`, `instances`, `tags` as written and merged; settings as the user wrote them. */
  inventory(): QueryResult<ExactJson>;
  /** Service to manifest; a service is called `INPUT-NAME`. Only services that instances use. */
  manifests(): QueryResult<ExactJson>;
  /** Service, role: JSON Schema of the role's interface. */
  schemas(): QueryResult<ExactJson>;
  /** Instance, role, machine: evaluated settings. */
  settings(): QueryResult<ExactJson>;
  /** Where every option of the inventory is defined and with which priority. */
  introspection(): QueryResult<ExactJson>;
  /** Scope to export; a part that fails is `"<error>"`. */
  exports(): QueryResult<ExactJson>;
  /** Constraint checks that do not hold: `{ id, message, severity }`. */
  checks(): QueryResult<ExactJson>;
  /** Names of configurations and modules. */
  outputs(): QueryResult<ExactJson>;
  /** The whole configuration of one machine; a part that fails is `"<error>"`. */
  machine(name: string): QueryResult<ExactJson>;

  /** Instance, role: the machines in the role and why, sorted by name. */
  members(): QueryResult<readonly InstanceMembers[]>;
  /** Every service that an instance of this clan could use, and those that are used, with manifest and roles. */
  services(): QueryResult<readonly ServiceInfo[]>;
  /** The inputs of the flake by name, and what stands for each. Asks for no clan, so that one that fails can be mended. */
  inputs(): QueryResult<readonly FlakeInput[]>;
  /** The clan as the window draws it. What is wrong with parts of it is among its diagnostics. */
  evaluation(): QueryResult<ClanEvaluation>;
  /** What {@link machine} answers, of the machine as its preview shows it: without services that are not on this machine. */
  shownMachine(name: string): QueryResult<ExactJson>;
  /** The configuration of one machine as a tree, without marks of what changed. */
  machinePreview(name: string): QueryResult<MachinePreview>;
  /** Where a value of a machine's configuration comes from. */
  provenance(machine: string, path: JsonPath): QueryResult<Provenance>;
  /** What the settings form of a role is made from, and what its layers say. */
  roleForm(instance: string, role: string): QueryResult<RoleForm>;
  /** Everything that is wrong anywhere in the clan. Never fails. */
  problems(): readonly Diagnostic[];
}

/** The members of the roles of one instance. */
export interface InstanceMembers {
  readonly instance: string;
  /** The service's id, `INPUT-NAME`. */
  readonly service: string;
  readonly roles: readonly RoleMembers[];
}

/** The members of one role. */
export interface RoleMembers {
  readonly role: string;
  readonly members: readonly RoleMember[];
}

/** One machine in a role, and why it is there. */
export interface RoleMember {
  readonly machine: string;
  /** False when only the role mentions it: no configuration is made for it. */
  readonly isKnown: boolean;
  /** Whether the role names it directly. */
  readonly isDirect: boolean;
  /** The role's tags that the machine carries. */
  readonly viaTags: readonly string[];
}

/** An open clan. */
export interface EvaluatorSession extends ClanQueries {
  /** Forgets what the change can have touched. Cheap; evaluation happens when the next query asks. */
  update(change: SessionChange): void;
  /** Bounds for the following queries, in place of those given at opening. */
  setLimits(limits: EvaluationLimits): void;
  /** Files and folders that evaluation has read so far, absolute; what a watcher should look at. */
  readonly filesRead: readonly string[];
}

/** Opens a clan. Never fails: what is wrong with the clan is what its queries answer. */
export type OpenClan = (options: OpenClanOptions) => EvaluatorSession;
