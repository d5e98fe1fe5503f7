/** The options of a clan: what `clan.nix` may set, and what comes out (clan-semantics 1, 8). */
import { AttrSet, coerceToString, force, forceAttrs, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import type { OptionTree } from '../../modules';
import { at, func, mapAttrs, merged, nixThrow, record, slotAt, slotAtLater } from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { exportInterfaces } from './export-interfaces';
import { inventoryModule, optionSet } from './inventory-options';
import { metaModule } from './meta-options';
import { templatesModule, varsSettingsModule } from './minor-options';

/** The module that declares a clan's options. */
export function clanOptionsModule(context: CoreContext, clanLib: Slot): Slot {
  // What does not depend on the clan that is evaluated is made once.
  const fixed = optionSet(fixedOptions(context, clanLib));
  const internals = optionSet(internalOptions(context));
  const interfaces = AttrSet.of({ exportInterfaces: exportInterfaces(context) });
  return fn(
    (args) =>
      nativeModule({
        file: coreFile('modules/clan/top-level-interface.nix'),
        options: merged(fixed, optionSet(ownOptions(context, internals, args))),
        config: interfaces,
      }),
    { self: false, config: false },
    'clan',
  );
}

const hidden = { internal: true, visible: false } as const;

function ownOptions({ system: { types } }: CoreContext, internals: AttrSet, args: AttrSet): OptionTree {
  const config = slotAt(args, 'config');
  const self = slotAt(args, 'self');
  const settings = mkOption({
    type: types.submodule([slotAtLater(config, 'vars', 'settings')]),
    default: AttrSet.empty,
  });
  const clanInternals = merged(internals, record({ vars: record({ settings }) }));
  return {
    self: mkOption({
      type: types.raw,
      default: self,
      apply: func('apply', (value) => selfWithClan(value, config)),
    }),
    directory: mkOption({
      type: types.coercedTo(types.raw, func('directory', checkedDirectory), types.path),
      default: lazy(() => coerceToString(self, { isLoose: true })),
      description: 'The folder that the clan is in.',
    }),
    pkgsForSystem: mkOption({
      type: types.functionTo(types.nullOr(types.attrs)),
      default: lazy(() => defaultPackages(config)),
      defaultText: 'system: null',
    }),
    clanInternals: mkOption({
      type: types.submodule([AttrSet.of({ options: clanInternals })]),
      visible: false,
    }),
  };
}

function fixedOptions(context: CoreContext, clanLib: Slot): OptionTree {
  const { types } = context.system;
  const sets = (): AttrSet =>
    mkOption({ type: types.lazyAttrsOf(types.raw), default: AttrSet.empty, visible: false });
  return {
    _prefix: mkOption({ type: types.listOf(types.str), default: [], ...hidden }),
    _dependencies: { 'flake-config': mkOption({ type: types.raw, default: null, internal: true }) },
    checks: mkOption({
      type: types.attrsOf(types.submodule([checkModule(context)])),
      default: AttrSet.empty,
    }),
    varsDirectory: mkOption({ type: types.nullOr(types.path), default: null }),
    exports: mkOption({ type: types.lazyAttrsOf(types.submoduleWith({ modules: [] })) }),
    exportInterfaces: mkOption({
      type: types.attrsOf(types.deferredModule),
      apply: func('apply', (interfaces) =>
        mapAttrs(interfaces, (name, module) => interfaceModule(context, name, module)),
      ),
      ...hidden,
    }),
    specialArgs: mkOption({ type: types.attrsOf(types.raw), default: AttrSet.empty }),
    machines: mkOption({ type: types.attrsOf(types.deferredModule), default: AttrSet.empty }),
    modules: mkOption({ type: types.attrsOf(types.raw), default: AttrSet.empty }),
    deprecatedModules: mkOption({ type: types.listOf(types.str), default: [] }),
    templates: mkOption({ type: types.submodule([templatesModule(context)]), default: AttrSet.empty }),
    inventory: mkOption({
      type: types.submoduleWith({ modules: [inventoryModule(context, clanLib)] }),
      default: AttrSet.empty,
    }),
    vars: mkOption({
      type: types.submodule([
        AttrSet.of({
          options: optionSet({
            settings: mkOption({
              type: types.deferredModuleWith({ staticModules: [varsSettingsModule(context)] }),
              default: AttrSet.empty,
            }),
          }),
        }),
      ]),
      default: AttrSet.empty,
    }),
    meta: mkOption({
      type: types.deferredModuleWith({ staticModules: [metaModule(context)] }),
      default: AttrSet.empty,
    }),
    darwinConfigurations: sets(),
    nixosConfigurations: sets(),
    nixosModules: sets(),
    darwinModules: sets(),
    secrets: mkOption({
      type: types.submodule([
        AttrSet.of({
          options: optionSet({
            age: {
              plugins: mkOption({
                type: types.listOf(types.strMatching('(age-plugin-.*|[^#]+#.+)')),
                default: [],
              }),
            },
          }),
        }),
      ]),
      default: AttrSet.empty,
    }),
  };
}

/** `clanInternals` without the settings of vars, whose options the clan itself declares. */
function internalOptions({ system: { types } }: CoreContext): OptionTree {
  const generators = mkOption({ type: types.attrsOf(types.submoduleWith({ modules: [] })) });
  const exportOptions = AttrSet.of({ options: AttrSet.of({ generators }) });
  const systemOptions = AttrSet.of({
    options: AttrSet.of({ exports: mkOption({ type: types.attrsOf(types.submodule([exportOptions])) }) }),
  });
  const check = AttrSet.of({
    options: optionSet({
      id: mkOption({ type: types.str }),
      message: mkOption({ type: types.str }),
      severity: mkOption({ type: types.enum(['error', 'warning']) }),
    }),
  });
  return {
    cliChecks: mkOption({ type: types.listOf(types.submodule([check])), default: [] }),
    inventoryClass: mkOption({ type: types.submoduleWith({ modules: [] }) }),
    secrets: mkOption({ type: types.raw }),
    templates: mkOption({ type: types.raw }),
    machines: mkOption({ type: types.raw }),
    systems: mkOption({ type: types.attrsOf(types.submoduleWith({ modules: [systemOptions] })) }),
  };
}

function checkModule({ system: { types } }: CoreContext): AttrSet {
  return AttrSet.of({
    options: optionSet({
      ignore: mkOption({ type: types.bool, default: false }),
      assertion: mkOption({ type: types.bool, readOnly: true }),
      message: mkOption({ type: types.str }),
    }),
  });
}

/** `self`, with this clan as the input `self`, so that `module.input = "self"` finds its services. */
function selfWithClan(self: Slot, config: Slot): Value {
  const value = force(self);
  if (!(value instanceof AttrSet)) return value;
  const inputs = lazy(() =>
    merged(forceAttrs(value.get('inputs') ?? AttrSet.empty), record({ self: record({ clan: config }) })),
  );
  return merged(value, record({ inputs }));
}

function checkedDirectory(value: Slot): Value {
  const directory = force(value);
  return directory === null ? nixThrow('Please set either clan.self or clan.directory') : directory;
}

/** An export interface as an option of each export: its fields, or null where it is not set. */
function interfaceModule({ system: { types } }: CoreContext, name: string, module: Slot): AttrSet {
  const option = mkOption({ type: types.nullOr(types.submodule([module])), default: null });
  return record({ options: record({ [name]: option }) });
}

/** Packages of flake-parts' `perSystem.clan.pkgs` where there are any, else none. */
function defaultPackages(config: Slot): Value {
  const flakeConfig = slotAt(config, '_dependencies', 'flake-config');
  if (force(flakeConfig) === null) return func('pkgsForSystem', (_system) => null);
  return func('pkgsForSystem', (system) => {
    const name = coerceToString(system);
    const text = typeof name === 'string' ? name : name.text;
    return at(flakeConfig, 'allSystems', text, 'clan', 'pkgs');
  });
}
