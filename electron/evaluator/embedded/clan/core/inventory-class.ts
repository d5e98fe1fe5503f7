/** `clanInternals.inventoryClass`: the evaluated inventory as tools read it (clan-semantics 8.1). */
import { AttrSet, NixError, SymbolicValue, force, forceAttrs, forceList, forceString, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import type { Configuration } from '../../modules';
import { at, mapAttrs, nixThrow, record, slotAt, slotIfAny, stringList, without } from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { introspect } from './introspection';
import { optionSet } from './inventory-options';
import { publicManifest } from './manifest';

/** Evaluates a service module on its own. */
export type EvalService = (modules: readonly Slot[], prefix: readonly string[]) => Configuration;

/** The module that declares the inventory class. */
export function inventoryClassModule(context: CoreContext, evalService: EvalService): Slot {
  return fn(
    (args) =>
      nativeModule({
        file: coreFile('modules/inventoryClass/default.nix'),
        options: { ...dataOptions(context), ...viewOptions(context, slotAt(args, 'config'), evalService) },
      }),
    { config: false },
    'inventoryClass',
  );
}

function dataOptions({ system: { types } }: CoreContext): Record<string, AttrSet> {
  const raw = (): AttrSet => mkOption({ type: types.raw });
  const imports = mkOption({ type: types.listOf(types.raw) });
  const machine = AttrSet.of({ options: optionSet({ machineImports: imports, darwinImports: imports }) });
  return {
    flakeInputs: raw(),
    exportInterfaces: raw(),
    inventory: raw(),
    directory: mkOption({ type: types.path }),
    varsDirectory: mkOption({ type: types.nullOr(types.path), default: null }),
    relativeDirectory: mkOption({ type: types.str, internal: true }),
    machines: mkOption({ type: types.attrsOf(types.submodule([machine])) }),
  };
}

function viewOptions(
  { system: { lib, types } }: CoreContext,
  config: Slot,
  evalService: EvalService,
): Record<string, AttrSet> {
  const inspect = (input: string, name: string, module: Slot): Value => {
    const service = evalService([module], [input, 'clan', 'modules', name]).config;
    return record({
      manifest: lazy(() => publicManifest(slotAt(service, 'manifest'))),
      roles: mapAttrs(slotAt(service, 'roles'), (_role, role) =>
        record({ description: slotAt(role, 'description') }),
      ),
    });
  };
  const schema = (input: string, name: string, module: Slot): Value =>
    at(evalService([module], [input, 'clan', 'modules', name]).config, 'result', 'api', 'schema');
  const perSource = (map: (input: string, name: string, module: Slot) => Value): Slot =>
    lazy(() =>
      mapAttrs(inputsWithModules(config), (input, flake) =>
        mapAttrs(activeModules(flake), (name, module) => map(input, name, module)),
      ),
    );
  const view = (compute: () => Value): AttrSet =>
    mkOption({ type: types.raw, readOnly: true, default: lazy(compute) });
  return {
    inventorySerialization: view(() => serialized(slotAt(config, 'inventory'))),
    introspection: mkOption({
      readOnly: true,
      default: lazy(() =>
        without(introspect(lib, forceAttrs(slotAt(config, 'inventory', 'options'))), 'tags', 'services'),
      ),
    }),
    staticModules: mkOption({
      type: types.raw,
      readOnly: true,
      apply: nativeMap((name, module) => inspect('<clan-core>', name, module)),
    }),
    modulesPerSource: mkOption({ type: types.raw, readOnly: true, default: perSource(inspect) }),
    moduleSchemas: mkOption({ type: types.raw, readOnly: true, default: perSource(schema) }),
    templatesPerSource: view(() => templatesPerSource(slotAt(config, 'flakeInputs'))),
  };
}

function nativeMap(map: (name: string, module: Slot) => Value): Slot {
  return fn((modules) => mapAttrs(modules, map), {}, 'apply');
}

/** The JSON-safe inventory. Throws the messages of inventory assertions that do not hold. */
function serialized(inventory: Slot): AttrSet {
  const failed = forceList(slotAt(inventory, 'assertions')).filter(
    (entry) => force(slotAt(entry, 'assertion')) !== true,
  );
  if (failed.length > 0) {
    nixThrow(failed.map((entry) => `${forceString(slotAt(entry, 'message'))}\n`).join(''));
  }
  return shownInventory(inventory);
}

/** The parts of an inventory that tools are shown: `meta`, `machines`, `instances`, `tags`, all data. */
export function shownInventory(inventory: Slot): AttrSet {
  const shown = ['meta', 'machines', 'instances', 'tags'].map(
    (name) => [name, slotAt(inventory, name)] as const,
  );
  return withoutExtraModules(new AttrSet(new Map(shown)), 1);
}

/** `instances.<i>.roles.<r>.extraModules` are functions and paths: left out of what is shown. */
function withoutExtraModules(set: AttrSet, depth: number): AttrSet {
  const entries = new Map<string, Slot>();
  for (const [name, slot] of set.entries) {
    if (depth === 5 && name === 'extraModules') continue;
    entries.set(
      name,
      lazy(() => {
        const value = force(slot);
        const isSet = value instanceof AttrSet && !(value instanceof SymbolicValue);
        return isSet ? withoutExtraModules(value, depth + 1) : value;
      }),
    );
  }
  return new AttrSet(entries, set.positions);
}

function inputsWithModules(config: Slot): AttrSet {
  const inputs = forceAttrs(slotAt(config, 'flakeInputs'));
  return new AttrSet(new Map([...inputs.entries].filter(([, flake]) => hasModules(flake))));
}

/** An input that cannot be had offers nothing, and must not hide what the others offer. */
function hasModules(flake: Slot): boolean {
  try {
    return isKnown(slotIfAny(flake, 'clan', 'modules'));
  } catch (error) {
    if (error instanceof NixError && error.isCatchable) return false;
    throw error;
  }
}

function isKnown(slot: Slot | undefined): boolean {
  return slot !== undefined && !(force(slot) instanceof SymbolicValue);
}

function activeModules(flake: Slot): AttrSet {
  const modules = forceAttrs(slotAt(flake, 'clan', 'modules'));
  const deprecated = slotIfAny(flake, 'clan', 'deprecatedModules');
  return deprecated === undefined ? modules : without(modules, ...stringList(deprecated));
}

function templatesPerSource(inputs: Slot): AttrSet {
  const entries = [...forceAttrs(inputs).entries].filter(([, flake]) =>
    isKnown(slotIfAny(flake, 'clan', 'templates')),
  );
  return mapAttrs(new AttrSet(new Map(entries)), (_input, flake) => at(flake, 'clan', 'templates'));
}
