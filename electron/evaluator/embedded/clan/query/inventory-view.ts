/** The inventory of one evaluation as plain data, read once: values, introspection, what may be written. */
import type { Diagnostic, DiagnosticTarget, SourceSpan } from '../../../../../shared/base/diagnostic';
import type { Json, JsonObject } from '../../../../../shared/base/json';
import { isJsonObject } from '../../../../../shared/base/json';
import { computeWritability } from '../../../../../shared/clan/writability';
import type { WritabilityTable } from '../../../../../shared/clan/writability';
import { force, forceAttrs, forceList, toJsonValue } from '../../nix';
import type { AttrSet, NixError, Slot } from '../../nix';
import type { ExactJson } from '../../schema/exact-json';
import { fromNixJson, objectOf, toPlainJson } from '../../schema/exact-json';
import type { ClanEvaluationState } from '../clan-evaluation';
import { errorDiagnostic, sourceSpan } from '../diagnostics';
import { inPlainWords } from '../plain-words';
import { shownInventory } from '../core/inventory-class';
import { attempt, guardedJson } from '../guarded';
import { slotAt, slotIfAny } from '../nix-values';
import { objectAt, readInstances, readMachines, stringsAt } from './inventory-model';
import type { InstanceModel, MachineModel } from './inventory-model';

/**
 * Down to `instances.<i>.roles.<r>.machines.<m>.settings`: what fails inside is left out, what stands around it is shown.
 */
const shownDepth = 7;

/** Reads an evaluation's inventory; whatever fails is left out and reported. */
export class InventoryView {
  readonly #problems: Diagnostic[] = [];
  readonly #reported = new Set<string>();
  #values: JsonObject | undefined;
  #table: WritabilityTable | undefined;
  #persisted: JsonObject | undefined;
  #listed: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  #machines: readonly MachineModel[] | undefined;
  #instances: readonly InstanceModel[] | undefined;

  constructor(
    readonly state: ClanEvaluationState,
    readonly directory: string,
    /** The content of `inventory.json`. */
    private readonly stored: () => AttrSet,
  ) {}

  /** What failed so far. */
  get problems(): readonly Diagnostic[] {
    return this.#problems;
  }

  /** `clan.inventory`. Throws NixError when the clan cannot be had. */
  get inventory(): Slot {
    return slotAt(this.state.clan, 'inventory');
  }

  /** Reports a failure once, however many places it shows at. `fallback`: what it is about, unless it says so itself. */
  report(error: NixError, fallback?: DiagnosticTarget): void {
    const diagnostic = inPlainWords(errorDiagnostic(error, { directory: this.directory }), this.directory);
    const target = diagnostic.target ?? fallback;
    const span = diagnostic.span ?? this.#spanOfRemoved(diagnostic);
    this.add({
      ...diagnostic,
      ...(target === undefined ? {} : { target }),
      ...(span === undefined ? {} : { span }),
    });
  }

  /** Where an option of the inventory that is no more is set: the message names the file alone. */
  #spanOfRemoved(diagnostic: Diagnostic): SourceSpan | undefined {
    if (diagnostic.code !== 'module.removed-option') return undefined;
    const definitions = attempt(
      () => this.state.clanDefinitions(['inventory', 'services']),
      () => undefined,
    );
    const span = definitions?.find((definition) => definition.span !== undefined)?.span;
    return span === undefined ? undefined : sourceSpan(span, this.directory);
  }

  /** Adds a diagnostic unless the same thing has been said. */
  add(diagnostic: Diagnostic): void {
    const identity = `${diagnostic.code}\n${diagnostic.message}\n${JSON.stringify(diagnostic.target)}`;
    if (this.#reported.has(identity)) return;
    this.#reported.add(identity);
    this.#problems.push(diagnostic);
  }

  /** Computes, or reports the failure and answers undefined. */
  attempt<T>(compute: () => T, target?: DiagnosticTarget): T | undefined {
    return attempt(compute, (error) => this.report(error, target));
  }

  /** `meta`, `machines`, `instances`, `tags` as clan shows them; settings in their wrappers. */
  get values(): JsonObject {
    return (this.#values ??= this.#readValues());
  }

  /** The machines by name. */
  get machines(): readonly MachineModel[] {
    return (this.#machines ??= readMachines(this.values));
  }

  /** The instances by name. */
  get instances(): readonly InstanceModel[] {
    return (this.#instances ??= readInstances(this.values));
  }

  /** What may be written to `inventory.json`. */
  get table(): WritabilityTable {
    return (this.#table ??= computeWritability(
      this.#introspection(),
      this.values,
      this.persisted,
      this.directory,
    ));
  }

  /** The content of `inventory.json` as plain data. */
  get persisted(): JsonObject {
    return (this.#persisted ??= plainObject(fromNixJson(toJsonValue(this.stored()))));
  }

  /** Whether `inventory.tags` names the machine for the tag, stated or computed. */
  isListed(tag: string, machine: string): boolean {
    this.#listed ??= new Map(
      Object.entries(objectAt(this.values, 'tags')).map(([name]) => [
        name,
        new Set(stringsAt(objectAt(this.values, 'tags'), name)),
      ]),
    );
    return this.#listed.get(tag)?.has(machine) === true;
  }

  #readValues(): JsonObject {
    // The serialisation fails as a whole for assertions; the window still wants to show what is there.
    this.attempt(() =>
      force(slotAt(this.state.clan, 'clanInternals', 'inventoryClass', 'inventorySerialization')),
    );
    const shown = this.attempt(() => shownInventory(this.inventory));
    if (shown === undefined) return {};
    const values = plainObject(
      guardedJson(shown, shownDepth, (error, path) => this.report(error, targetOf(path))),
    );
    return {
      ...values,
      machines: this.#withAllNames(values, 'machines'),
      instances: this.#withAllNames(values, 'instances'),
    };
  }

  /** What cannot be read is there all the same, with nothing in it. */
  #withAllNames(values: JsonObject, kind: 'machines' | 'instances'): JsonObject {
    const names = attempt(
      () => forceAttrs(slotAt(this.inventory, kind)).names(),
      () => undefined,
    );
    const known = objectAt(values, kind);
    return objectOf((names ?? Object.keys(known)).map((name) => [name, objectAt(known, name)] as const));
  }

  #introspection(): JsonObject {
    const view = this.attempt(() =>
      slotAt(this.state.clan, 'clanInternals', 'inventoryClass', 'introspection'),
    );
    if (view === undefined) return {};
    return plainObject(guardedJson(view, 2, (error, path) => this.report(error, targetOf(path))));
  }

  /** How many extra modules a role has; they are functions and files, so values do not show them. */
  extraModules(instance: string, role: string): number {
    const found = this.attempt(() => {
      const modules = slotIfAny(this.inventory, 'instances', instance, 'roles', role, 'extraModules');
      return modules === undefined ? 0 : forceList(modules).length;
    });
    return found ?? 0;
  }
}

function plainObject(json: ExactJson | undefined): JsonObject {
  const plain: Json = json === undefined ? {} : toPlainJson(json);
  return isJsonObject(plain) ? plain : {};
}

/** What a failure at a path of the inventory is about. */
export function targetOf(path: readonly string[]): DiagnosticTarget {
  const [kind, name] = path;
  if (name === undefined) return { kind: 'clan' };
  if (kind === 'machines') return { kind: 'machine', machine: name };
  return kind === 'instances' ? { kind: 'instance', instance: name } : { kind: 'clan' };
}
