/**
 * The clan as the evaluator sees it: what the window draws. Everything here is plain data that crosses the IPC
 * boundary. Source of the rules: clan-semantics 2 to 5.
 */
import type { Diagnostic, SettingsLayerRef, SourceSpan } from '../base/diagnostic';
import type { Json, JsonObject, JsonPath } from '../base/json';

/** The evaluator that an answer comes from. */
export type EvaluatorName = 'embedded' | 'nix';

/** Where something is defined, in words and as a place. */
export interface DefinitionPlace {
  /** `inventory.json`, `clan.nix`, a directory below `machines/`, or Clan itself. */
  readonly kind: 'json' | 'nix' | 'directory' | 'clan';
  /** Present for `json` and `nix` when the place is known. */
  readonly span?: SourceSpan;
  /** What to show: `clan.nix:42`, `inventory.json`, `machines/athena/`, `computed by Clan`. */
  readonly label: string;
}

/** What may be done with a value (clan-semantics 4.2), and why not. A control is never disabled without `reason`. */
export interface Access {
  readonly canWrite: boolean;
  readonly canDelete: boolean;
  /** One sentence when something is not possible: what defines it, and what to do instead. */
  readonly reason?: string;
  /** The definition that pins the value. */
  readonly place?: DefinitionPlace;
}

export type MachineClass = 'nixos' | 'darwin';

/** One tag of a machine and why it is there. Only `json` tags can be taken off by the editor. */
export interface MachineTag {
  readonly tag: string;
  /** `json`, `nix`: written for the machine; `static`: from `inventory.tags`; `computed`: all, nixos, darwin. */
  readonly origin: 'json' | 'nix' | 'static' | 'computed';
  readonly place?: DefinitionPlace;
}

/** A field of a machine that can be edited, with what it is now and what may be done. */
export interface FieldState {
  readonly value: Json;
  /** Whether anyone defined it; false means that `value` is the default. */
  readonly isSet: boolean;
  readonly access: Access;
}

export interface EvaluatedMachine {
  readonly name: string;
  readonly machineClass: MachineClass;
  readonly tags: readonly MachineTag[];
  /** description, icon, machineClass, installedAt, deploy.targetHost, deploy.buildHost, deploy.forwardAgent. */
  readonly fields: Readonly<Record<string, FieldState>>;
  readonly definedIn: readonly DefinitionPlace[];
  /** Of the machine as a whole: may it be deleted? */
  readonly access: Access;
  /** Whether its tag list can be extended (false under mkForce). */
  readonly tagsAccess: Access;
}

/** A tag of the clan: used on a machine, listed in `inventory.tags`, or used by a role. */
export interface EvaluatedTag {
  readonly name: string;
  /** `computed`: by Clan (all, nixos, darwin); `static`: by `inventory.tags`; `plain`: written on machines. */
  readonly kind: 'computed' | 'static' | 'plain';
  readonly machines: readonly string[];
}

/** Why a machine is a member of a role. */
export type MembershipReason =
  | { readonly kind: 'direct'; readonly access: Access; readonly place?: DefinitionPlace }
  | { readonly kind: 'tag'; readonly tag: string };

export interface RoleMember {
  readonly machine: string;
  /** False for a name in `roles.<r>.machines` that is no machine of the clan (clan-semantics 2.5). */
  readonly exists: boolean;
  readonly reasons: readonly MembershipReason[];
}

/** A tag that a role names. */
export interface RoleTag {
  readonly tag: string;
  readonly access: Access;
  readonly place?: DefinitionPlace;
}

/** One location where settings of a role are written. */
export interface SettingsLayer {
  readonly layer: SettingsLayerRef;
  /** As written; null when nothing is written here. */
  readonly value: Json;
  readonly isSet: boolean;
  /** Not writable when Nix defines this location (one definition per location, clan-semantics 3.5). */
  readonly access: Access;
  readonly place?: DefinitionPlace;
}

export interface EvaluatedRole {
  readonly name: string;
  readonly description: string | null;
  /** False for a role that the inventory names and the service does not have. */
  readonly exists: boolean;
  readonly members: readonly RoleMember[];
  readonly tags: readonly RoleTag[];
  /** Layers that are set, role layer first, then tags, then machines. */
  readonly layers: readonly SettingsLayer[];
  /** manifest.constraints.roles.<r>; null: no limit. */
  readonly minMachines: number | null;
  readonly maxMachines: number | null;
  /** Which machine classes the role produces configuration for, when that could be found out. */
  readonly classes: readonly MachineClass[] | null;
  /** extraModules given in Nix: how many. They cannot be edited here. */
  readonly extraModules: number;
}

export interface EvaluatedInstance {
  readonly name: string;
  readonly module: { readonly name: string; readonly input: string | null };
  /** `INPUT-NAME`, key into {@link ClanEvaluation.services}; null when the module is unknown. */
  readonly service: string | null;
  readonly roles: readonly EvaluatedRole[];
  readonly definedIn: readonly DefinitionPlace[];
  readonly access: Access;
  /** Whether roles can be added below this instance. */
  readonly rolesAccess: Access;
  readonly moduleAccess: Access;
}

/** A service of the catalogue. */
export interface ServiceInfo {
  /** `INPUT-NAME`; `<clan-core>-NAME` for the services of Clan. */
  readonly id: string;
  readonly name: string;
  readonly input: string | null;
  readonly manifestName: string;
  readonly description: string;
  readonly categories: readonly string[];
  /** Markdown. */
  readonly readme: string;
  readonly roles: readonly { readonly name: string; readonly description: string | null }[];
  readonly maxInstances: number | null;
  /** Names of instances that use it. */
  readonly usedBy: readonly string[];
}

/** The whole published result of one evaluation. */
export interface ClanEvaluation {
  readonly meta: {
    readonly name: string | null;
    readonly description: string | null;
    readonly domain: string | null;
  };
  readonly machines: readonly EvaluatedMachine[];
  readonly tags: readonly EvaluatedTag[];
  readonly instances: readonly EvaluatedInstance[];
  readonly services: readonly ServiceInfo[];
  /** May new machines and instances be added to inventory.json? */
  readonly machinesAccess: Access;
  readonly instancesAccess: Access;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a settings form is made of. `schema` is JSON Schema 2020-12 with the root at `#/$defs/Input`, without the
 * read-only marks of Clan's own conversion, and with what that conversion loses: bounds, patterns, defaults.
 * Every option may carry the keyword `x-clan`, an {@link OptionHints}.
 */
export interface RoleForm {
  readonly instance: string;
  readonly role: string;
  readonly schema: JsonObject;
  /** All layers that exist or may be written: role, each tag of the role, each member machine. */
  readonly layers: readonly SettingsLayer[];
  /** The evaluated settings per member machine; absent when evaluation of that member fails. */
  readonly effective: Readonly<Record<string, Json>>;
  /** The evaluated settings of the role alone (defaults filled in), for placeholders. Null when it fails. */
  readonly roleEffective: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/** The content of `x-clan` in a form schema. */
export interface OptionHints {
  /** The option's path from the interface's root. */
  readonly loc: readonly string[];
  /** nixpkgs name of the type, such as `listOf`, `port`, `attrsOf`. */
  readonly typeName: string;
  /** What the type is in words, such as "list of string". */
  readonly typeDescription: string;
  readonly hasDefault: boolean;
  /** The default as JSON when it is plain data. */
  readonly default?: Json;
  /** The default in Nix notation, when it is not plain data or the module states a text. */
  readonly defaultText?: string;
  readonly example?: string;
  readonly declaredAt?: SourceSpan;
  /** Labels of the branches of `oneOf`, in its order. */
  readonly branchLabels?: readonly string[];
  /** True for options the module marks internal or read-only. */
  readonly isInternal?: boolean;
  readonly isReadOnly?: boolean;
}

/** A definition that contributed, or lost, to a value of a machine's configuration or of settings. */
export interface ValueDefinition {
  readonly place: DefinitionPlace;
  /** The service side of it, where it comes from an instance. */
  readonly instance?: string;
  readonly role?: string;
  readonly layer?: SettingsLayerRef;
  /** mkForce 50, plain 100, mkDefault 1000, option default 1500. */
  readonly priority: number;
  /** mkBefore 500, mkAfter 1500; absent for the plain 1000. */
  readonly order?: number;
  readonly outcome: 'won' | 'merged' | 'overridden';
  /** The value in Nix notation, shortened. */
  readonly text: string;
  /** The definition counts only if these hold, which system Nix alone knows. Absent for nearly all. */
  readonly onlyIf?: readonly string[];
  /** The module system's own label of the module, such as `Via instances.x.roles.y.machines.z`. */
  readonly via?: string;
  /** The files that brought the defining module in by their imports, outermost first. */
  readonly importedBy?: readonly string[];
  /** The settings of the role that the definition is made from, as far as its source tells. */
  readonly settings?: readonly SettingSource[];
}

/** A setting behind a value, and one of the places that give it its value. */
export interface SettingSource {
  /** The setting's path from the interface's root. */
  readonly setting: readonly string[];
  /** Null: nobody sets it, so the interface's default holds; or a layer that is not known. */
  readonly layer: SettingsLayerRef | null;
  readonly isDefault: boolean;
  readonly place: DefinitionPlace;
  /** What is written there, in Nix notation, shortened. */
  readonly text: string;
}

/** One line of the tree of a machine's configuration. */
export interface PreviewNode {
  readonly name: string;
  /**
   * `symbolic`: known to system Nix only, `text` has the expression that gives it in `«»`; `unknown`: cannot be told
   * without such a value, `diagnostic` says which.
   */
  readonly kind: 'set' | 'list' | 'value' | 'function' | 'symbolic' | 'unknown' | 'error';
  /** Nix notation, one line, shortened: `"500G"`, `[ 22 9090 ]`, `{ … }`, `«function»`. */
  readonly text: string;
  /** What a search finds beyond `text`, where that is shortened: the texts, numbers and names of the whole value, plain. */
  readonly search?: string;
  /** Sets and lists of sets only. */
  readonly children?: readonly PreviewNode[];
  /** Instances (or `clan`, or a file) that define something at or below this node, sorted. */
  readonly sources: readonly string[];
  /** True for a set that was not looked into yet: its children are asked for when somebody opens it. */
  readonly isPartial?: true;
  /** Against the saved state. `was` in Nix notation for `changed` and `removed`. */
  readonly change?: { readonly kind: 'added' | 'changed' | 'removed'; readonly was?: string };
  /** For `error`: what failed. For `unknown`: what would be needed. */
  readonly diagnostic?: Diagnostic;
  /** The value is there only if this holds, which system Nix alone knows: `config.services.nginx.enable`. */
  readonly onlyIf?: string;
  /** The evaluator that the value comes from, where it is not the preview's: system Nix knew what ours could not. */
  readonly evaluator?: EvaluatorName;
  /** What system Nix says of a value of the embedded evaluator, once it was asked. */
  readonly nix?: { readonly kind: 'agrees' } | { readonly kind: 'differs'; readonly text: string };
}

export interface MachinePreview {
  readonly machine: string;
  /** Absent: the embedded one. */
  readonly evaluator?: EvaluatorName;
  readonly root: PreviewNode | null;
  readonly counts: { readonly added: number; readonly changed: number; readonly removed: number };
  readonly diagnostics: readonly Diagnostic[];
}

/** Answer to "where does this value come from". */
export interface Provenance {
  readonly machine: string;
  /** Absent: the embedded one. */
  readonly evaluator?: EvaluatorName;
  readonly path: JsonPath;
  /** Winning definitions first, then overridden ones by priority. */
  readonly definitions: readonly ValueDefinition[];
  /** Full value in Nix notation, several lines. */
  readonly text: string;
}
