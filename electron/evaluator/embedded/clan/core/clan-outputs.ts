/** What a clan makes of its inventory: machine modules, configurations and the internals that tools read. */
import {
  AttrSet,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  forceString,
  lazy,
  stringText,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkDefault, mkForce, mkMerge, mkOption, nativeModule } from '../../modules';
import {
  at,
  genAttrs,
  mapAttrs,
  merged,
  nixThrow,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
  sortedEntries,
  stringList,
  without,
} from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { inventoryClassModule } from './inventory-class';
import type { EvalService } from './inventory-class';
import { computedTagsModule, optionSet } from './inventory-options';
import { inventorySources, pathText } from './inventory-sources';

/** The systems that clan makes machine configurations for. */
const supportedSystems = ['x86_64-linux', 'aarch64-linux', 'riscv64-linux', 'aarch64-darwin'] as const;

/** What the modules of a clan need besides their context. */
export interface OutputParts {
  readonly clanLib: Slot;
  readonly evalService: EvalService;
}

/** The module that computes a clan's outputs. */
export function clanOutputsModule(context: CoreContext, parts: OutputParts): Slot {
  const { types } = context.system;
  const moduleForMachine = mkOption({ type: types.attrsOf(types.deferredModule), visible: false });
  return fn(
    (args) =>
      nativeModule({
        file: coreFile('modules/clan/module.nix'),
        imports: [...inventorySources(context, slotAt(args, 'config')), computedTagsModule()],
        options: {
          outputs: mkOption({
            type: types.submodule([AttrSet.of({ options: optionSet({ moduleForMachine }) })]),
            visible: false,
          }),
        },
        config: outputsConfig(context, parts, args),
      }),
    { config: false, 'clan-core': false, nixpkgs: false, 'nix-darwin': false },
    'clanOutputs',
  );
}

function outputsConfig(context: CoreContext, parts: OutputParts, args: AttrSet): AttrSet {
  const config = slotAt(args, 'config');
  const machines = (): Slot => slotAt(config, 'clanInternals', 'inventoryClass', 'machines');
  const classOf = (name: string): string =>
    forceString(slotAt(config, 'inventory', 'machines', name, 'machineClass'));
  const ofClass = (machineClass: string, set: Slot): AttrSet =>
    keep(set, (name) => classOf(name) === machineClass);
  const modules = (machineClass: string): Slot =>
    lazy(() => {
      const entries = ofClass(machineClass, slotAt(config, 'outputs', 'moduleForMachine')).entries;
      return new AttrSet(new Map([...entries].map(([name, module]) => [`clan-machine-${name}`, module])));
    });
  const configurations = lazy(() => mapAttrs(machines(), (name) => configuration(args, name, classOf(name))));
  return record({
    inventory: record({ meta: slotAtLater(config, 'meta') }),
    outputs: record({
      moduleForMachine: mkMerge([
        lazy(() =>
          mapAttrs(machines(), (name, machine) => machineModule(context, config, args, name, machine)),
        ),
        slotAtLater(config, 'machines'),
      ]),
    }),
    specialArgs: record({ self: mkDefault(slotAtLater(config, 'self')) }),
    nixosModules: modules('nixos'),
    darwinModules: modules('darwin'),
    nixosConfigurations: lazy(() => ofClass('nixos', configurations)),
    darwinConfigurations: lazy(() => ofClass('darwin', configurations)),
    clanInternals: internals(context, parts, args, configurations),
  });
}

function keep(set: Slot, predicate: (name: string) => boolean): AttrSet {
  return new AttrSet(new Map(sortedEntries(set).filter(([name]) => predicate(name))));
}

function configuration(args: AttrSet, name: string, machineClass: string): Value {
  const config = slotAt(args, 'config');
  const construct =
    machineClass === 'darwin'
      ? slotAt(args, 'nix-darwin', 'lib', 'darwinSystem')
      : slotAt(args, 'nixpkgs', 'lib', 'nixosSystem');
  const module = lazy(() => force(slotIfAny(config, 'outputs', 'moduleForMachine', name) ?? AttrSet.empty));
  const own = record({ 'clan-core': slotAt(args, 'clan-core') });
  return callFunction(
    construct,
    record({
      modules: [module],
      specialArgs: lazy(() => merged(own, forceAttrs(slotAt(config, 'specialArgs')))),
    }),
  );
}

/** The module of one machine: clan's own settings, its files, its services (clan-semantics 8.2). */
function machineModule(
  context: CoreContext,
  config: Slot,
  args: AttrSet,
  name: string,
  machine: Slot,
): Value {
  return fn(
    (machineArgs) => {
      const given = machineArgs.get('_class');
      if (given === undefined) {
        nixThrow(
          'This nixpkgs does not tell modules their class, which clan needs. Update the nixpkgs input.\n',
        );
      }
      const machineClass = forceString(given);
      const services = machineClass === 'darwin' ? 'darwinImports' : 'machineImports';
      const isKnownClass = machineClass === 'nixos' || machineClass === 'darwin';
      const imported = isKnownClass ? slotIfAny(machine, services) : undefined;
      return nativeModule({
        imports: [
          record({ clanConfig: config }),
          machineSettings(context, config, name, machineClass),
          coreModule(args, machineClass),
          ...(imported === undefined ? [] : (force(imported) as readonly Slot[])),
        ],
        config: record({ networking: record({ hostName: mkDefault(name) }) }),
      });
    },
    {},
    'machine',
  );
}

/** The machine modules of a real clan-core, where one is given; the native one has none. */
function coreModule(args: AttrSet, machineClass: string): Slot {
  const core = forceAttrs(slotAt(args, 'clan-core'));
  return slotIfAny(core, `${machineClass}Modules`, 'clanCore') ?? AttrSet.empty;
}

function machineSettings({ io }: CoreContext, config: Slot, name: string, machineClass: string): AttrSet {
  const directory = pathText(slotAt(config, 'directory'));
  const files = [
    'configuration.nix',
    ...(machineClass === 'nixos' ? ['hardware-configuration.nix', 'disko.nix'] : []),
  ];
  const imports = files
    .map((file) => `${directory}/machines/${name}/${file}`)
    .filter((path) => io.fileType(path) !== undefined);
  const meta = (field: string): Slot => slotAtLater(config, 'inventory', 'meta', field);
  const settings = record({
    name: meta('name'),
    icon: meta('icon'),
    domain: meta('domain'),
    directory: slotAtLater(config, 'directory'),
    machine: record({ name }),
  });
  return nativeModule({
    file: coreFile('nixosModules/machineModules/forName.nix'),
    imports,
    config: record({ clan: record({ core: record({ settings }) }) }),
  });
}

function internals(context: CoreContext, parts: OutputParts, args: AttrSet, configurations: Slot): AttrSet {
  const config = slotAt(args, 'config');
  const packages = genAttrs(supportedSystems, (system) => {
    const own = callFunction(slotAt(config, 'pkgsForSystem'), system);
    return own === null ? at(args, 'nixpkgs', 'legacyPackages', system) : own;
  });
  return record({
    systems: lazy(() =>
      genAttrs(supportedSystems, (system) => systemExports(config, slotAt(packages, system))),
    ),
    inventoryClass: inventoryClass(context, parts, args),
    templates: slotAtLater(args, 'clan-core', 'clan', 'templates'),
    secrets: slotAtLater(config, 'secrets'),
    machines: lazy(() =>
      genAttrs(supportedSystems, (system) =>
        mapAttrs(configurations, (_name, machine) => withPackages(machine, slotAt(packages, system))),
      ),
    ),
  });
}

function systemExports(config: Slot, pkgs: Slot): AttrSet {
  const settings = slotAtLater(config, 'clanInternals', 'vars', 'settings');
  return record({
    exports: lazy(() =>
      mapAttrs(slotAt(config, 'exports'), (_key, value) => {
        const generators = slotIfAny(value, 'generators');
        const all = generators === undefined || force(generators) === null ? AttrSet.empty : generators;
        return record({
          generators: lazy(() =>
            mapAttrs(all, (_name, generator) =>
              record({ imports: [generator], config: record({ pkgs, settings }) }),
            ),
          ),
        });
      }),
    ),
  });
}

/** The same machine with the packages of one system, for what has to be built there. */
function withPackages(machine: Slot, pkgs: Slot): Value {
  const module = nativeModule({
    config: record({
      nixpkgs: record({
        hostPlatform: mkForce(slotAtLater(pkgs, 'stdenv', 'hostPlatform', 'system')),
        pkgs: mkForce(pkgs),
      }),
    }),
  });
  return callFunction(slotAt(machine, 'extendModules'), record({ modules: [module] }));
}

function inventoryClass(context: CoreContext, parts: OutputParts, args: AttrSet): AttrSet {
  const config = slotAt(args, 'config');
  const data = nativeModule({
    file: coreFile('modules/clan/module.nix'),
    config: record({
      inventory: slotAtLater(config, 'inventory'),
      directory: slotAtLater(config, 'directory'),
      flakeInputs: slotAtLater(config, 'self', 'inputs'),
      relativeDirectory: lazy(() => relativeDirectory(slotAt(config, 'self'), slotAt(config, 'directory'))),
      varsDirectory: slotAtLater(config, 'varsDirectory'),
      exportInterfaces: slotAtLater(config, 'exportInterfaces'),
      staticModules: lazy(() => {
        const core = slotAt(args, 'clan-core', 'clan');
        return without(
          forceAttrs(slotAt(core, 'modules')),
          ...stringList(slotIfAny(core, 'deprecatedModules') ?? []),
        );
      }),
    }),
  });
  return record({
    _module: record({ args: record({ clanLib: parts.clanLib }) }),
    imports: [inventoryClassModule(context, parts.evalService), data],
  });
}

function relativeDirectory(self: Slot, directory: Slot): string {
  const root = stringText(coerceToString(self, { isLoose: true }));
  const path = stringText(coerceToString(directory, { isLoose: true }));
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : '';
}
