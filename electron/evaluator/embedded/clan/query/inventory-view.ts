/** The inventory of one evaluation as plain data, read once: values, introspection, what may be written. */
import type { Diagnostic, DiagnosticTarget, SourceSpan } from '../../../../../shared/base/diagnostic';
import type { Json, JsonObject } from '../../../../../shared/base/json';
import { relativeTo } from '../../../../../shared/base/posix-path';
import { computeWritability } from '../../../../../shared/clan/writability';
import type { WritabilityTable } from '../../../../../shared/clan/writability';
import { AttrSet, SymbolicValue, force, forceAttrs, forceList } from '../../nix';
import type { NixError, Slot } from '../../nix';
import { objectOf, toPlainJson } from '../../schema/exact-json';
import type { ClanEvaluationState } from '../clan-evaluation';
import { errorDiagnostic, sourceSpan } from '../diagnostics';
import { inPlainWords } from '../plain-words';
import { shownInventory } from '../core/inventory-class';
import { attempt, guardedJson } from '../guarded';
import { JsonNode } from '../json-node';
import { slotAt, slotIfAny } from '../nix-values';
import { objectAt, readInstances, readMachines, stringsAt } from './inventory-model';
import { isElementKind } from './inventory-memory';
import type { ElementKind, InventoryMemory, KnownElement } from './inventory-memory';
import type { InstanceModel, MachineModel } from './inventory-model';
import type { MembershipModel, RoleReach } from './membership';

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
  readonly #elements: Partial<Record<ElementKind, ReadonlyMap<string, KnownElement>>> = {};

  constructor(
    readonly state: ClanEvaluationState,
    readonly directory: string,
    /** The content of `inventory.json`. */
    private readonly stored: () => AttrSet,
    /** What was read in former evaluations of the same files. */
    readonly memory: InventoryMemory,
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
    return (this.#machines ??= this.memory.sameList('machines', readMachines(this.values)));
  }

  /** The instances by name. */
  get instances(): readonly InstanceModel[] {
    return (this.#instances ??= readInstances(this.values));
  }

  /** The members of a role by name; the same list for as long as nothing that it depends on has changed. */
  membersOf(role: RoleReach): readonly MembershipModel[] {
    return this.memory.memberships.of(role, this.machines);
  }

  /** What is known about an element; undefined for one that cannot be told from others, or fails. */
  element(kind: ElementKind, name: string): KnownElement | undefined {
    return (this.#elements[kind] ??= this.memory.elements(() => this.inventory, kind)).get(name);
  }

  /** What places call inventory.json. */
  get inventoryPath(): string {
    const file = this.stored().positions;
    return file instanceof JsonNode ? relativeTo(file.source.path, this.directory) : '';
  }

  /** Where the object of this kind in inventory.json has its members; undefined when there is none. */
  storedContainer(kind: ElementKind): AttrSet | undefined {
    const value = this.stored().get(kind);
    return value instanceof AttrSet ? value : undefined;
  }

  /** What may be written to `inventory.json`. */
  get table(): WritabilityTable {
    return (this.#table ??= computeWritability(
      this.#introspection(),
      this.values,
      this.persisted,
      this.directory,
      this.memory.writability,
    ));
  }

  /** The content of `inventory.json` as plain data. */
  get persisted(): JsonObject {
    return (this.#persisted ??= this.memory.stored(this.stored()));
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
    const values = objectOf(
      shown.names().flatMap((name) => {
        const value = this.#shownPart(name, shown.get(name) ?? null);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
    return {
      ...values,
      machines: this.#withAllNames(values, 'machines'),
      instances: this.#withAllNames(values, 'instances'),
    };
  }

  #shownPart(name: string, slot: Slot): Json | undefined {
    const elements = isElementKind(name) ? knownSet(slot) : undefined;
    if (!isElementKind(name) || elements === undefined) return this.#guarded(slot, shownDepth - 1, [name]);
    return this.#eachElement(name, elements, 'value', shownDepth - 2);
  }

  /** The elements as data; those that are known are not looked at. One in which something fails is not kept. */
  #eachElement(
    kind: ElementKind,
    elements: AttrSet,
    part: 'value' | 'introspection',
    depth: number,
  ): JsonObject {
    const found: [string, Json][] = [];
    for (const name of elements.names()) {
      // In introspection, facts about the option itself stand beside its elements.
      const known = name === '__this' ? undefined : this.element(kind, name);
      let value = known?.[part];
      if (value === undefined) {
        let hasFailed = false;
        value = this.#guarded(elements.get(name) ?? null, depth, [kind, name], () => (hasFailed = true));
        if (!hasFailed && known !== undefined && value !== undefined) known[part] = value;
      }
      if (value !== undefined) found.push([name, value]);
    }
    return objectOf(found);
  }

  #guarded(
    slot: Slot,
    depth: number,
    at: readonly string[],
    onFailure: () => void = () => undefined,
  ): Json | undefined {
    const report = (error: NixError, path: readonly string[]): void => {
      onFailure();
      this.report(error, targetOf(path));
    };
    const json = guardedJson(slot, depth, report, at);
    return json === undefined ? undefined : toPlainJson(json);
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
    const parts = view === undefined ? undefined : this.attempt(() => forceAttrs(view));
    if (parts === undefined) return {};
    return objectOf(
      parts.names().flatMap((name) => {
        const value = this.#introspectedPart(name, parts.get(name) ?? null);
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  }

  #introspectedPart(name: string, slot: Slot): Json | undefined {
    const elements = isElementKind(name) ? knownSet(slot) : undefined;
    if (!isElementKind(name) || elements === undefined) return this.#guarded(slot, 1, [name]);
    return this.#eachElement(name, elements, 'introspection', 0);
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

/** The set, if it is one whose members are known. */
function knownSet(slot: Slot): AttrSet | undefined {
  const value = attempt(
    () => force(slot),
    () => undefined,
  );
  return value instanceof AttrSet && !(value instanceof SymbolicValue) ? value : undefined;
}

/** What a failure at a path of the inventory is about. */
export function targetOf(path: readonly string[]): DiagnosticTarget {
  const [kind, name] = path;
  if (name === undefined) return { kind: 'clan' };
  if (kind === 'machines') return { kind: 'machine', machine: name };
  return kind === 'instances' ? { kind: 'instance', instance: name } : { kind: 'clan' };
}
