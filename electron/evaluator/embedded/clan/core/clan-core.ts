/**
 * The native clan-core: what a flake gets as its input `clan-core`. It has clan's library, modules and flake module,
 * but none of clan's own services; those come with a real checkout (an overridden input).
 */
import { AttrSet, callFunction, force, forceAttrs, forceString, lazy } from '../../nix';
import type { Slot } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import { func, merged, record, slotAt, slotAtLater, slotIfAny } from '../nix-values';
import { openFlake, openSet } from '../flake/open-flake';
import { checkClan, createClanLib } from './clan-lib';
import { clanOptionsModule } from './clan-options';
import { clanOutputsModule } from './clan-outputs';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { clanServicesModule } from './services';

/** The inputs that clan-core falls back to when the flake has none of its own. */
export interface CoreInputs {
  readonly nixpkgs: Slot;
  readonly nixDarwin: Slot;
  /** clan-core's own services by name; empty without a checkout. */
  readonly services: Slot;
  /** Where clan-core is, for messages. */
  readonly outPath: string;
}

/** Builds the flake. */
export function createClanCore(context: CoreContext, inputs: CoreInputs): AttrSet {
  const { clanLib: baseLib, evalService } = createClanLib(context);
  const clanLib: AttrSet = merged(baseLib, record({ clan: func('clan', (args) => clanFunction(args)) }));
  const flake: AttrSet = openFlake('clan-core', {
    outPath: inputs.outPath,
    clanLib,
    lib: clanLib,
    clan: record({ modules: inputs.services, deprecatedModules: [], templates: AttrSet.empty }),
    // What Clan's own modules add to machines is part of the structure here.
    nixosModules: openSet('clan-core.nixosModules', { clanCore: AttrSet.empty }),
    darwinModules: openSet('clan-core.darwinModules', { clanCore: AttrSet.empty }),
    inputs: openSet('clan-core.inputs', { nixpkgs: inputs.nixpkgs, 'nix-darwin': inputs.nixDarwin }),
    modules: record({ clan: record({ default: lazy(() => force(clanModule)) }) }),
    flakeModules: record({ clan: lazy(() => force(flakeModule)), default: lazy(() => force(flakeModule)) }),
  });
  const clanModule = rootModule(context, flake, clanLib, evalService);
  const flakeModule = flakePartsModule(context, inputs, clanModule);

  const clanFunction = (args: Slot): AttrSet => {
    const self = slotIfAny(args, 'self') ?? null;
    const configuration = context.system.evalModules({
      class: 'clan',
      specialArgs: {
        self,
        nixpkgs: lazy(() => force(slotIfAny(self, 'inputs', 'nixpkgs') ?? inputs.nixpkgs)),
        'nix-darwin': lazy(() => force(slotIfAny(self, 'inputs', 'nix-darwin') ?? inputs.nixDarwin)),
      },
      modules: [clanModule, args],
    });
    context.configurations.add(configuration, []);
    checkClan(slotAt(configuration.config, 'checks'));
    return configuration.value;
  };
  return flake;
}

function rootModule(
  context: CoreContext,
  flake: AttrSet,
  clanLib: AttrSet,
  evalService: ReturnType<typeof createClanLib>['evalService'],
): Slot {
  const imports = [
    clanOptionsModule(context, clanLib),
    clanOutputsModule(context, { clanLib, evalService }),
    clanServicesModule(context, clanLib),
    nixpkgsCheckModule(context),
  ];
  return fn(
    () =>
      nativeModule({
        class: 'clan',
        imports,
        config: record({ _module: record({ args: record({ 'clan-core': flake, clanLib }) }) }),
      }),
    {},
    'clan',
  );
}

/** The oldest nixpkgs whose module system tells what clan needs to know about values. */
const minimalNixpkgs = '25.11';

function nixpkgsCheckModule({ system: { lib } }: CoreContext): Slot {
  return fn(
    (args) => {
      const version = slotAtLater(args, 'nixpkgs', 'lib', 'version');
      return nativeModule({
        file: coreFile('modules/clan/checks.nix'),
        config: record({
          checks: record({
            minNixpkgsVersion: record({
              assertion: lazy(() => callFunction(slotAt(lib, 'versionAtLeast'), version, minimalNixpkgs)),
              message: lazy(
                () =>
                  `nixpkgs ${forceString(version)} is too old for clan, which needs ${minimalNixpkgs} or newer.\nTo try it all the same, set clan.checks.minNixpkgsVersion.ignore = true;\n`,
              ),
            }),
          }),
        }),
      });
    },
    { nixpkgs: false },
    'clanChecks',
  );
}

/** `flakeModules.default`: the options `clan` and `flake.clan` for flake-parts (clan-semantics 1.1). */
function flakePartsModule(context: CoreContext, inputs: CoreInputs, clanModule: Slot): Slot {
  const { lib, types } = context.system;
  return fn(
    (args) => {
      const flakeConfig = slotAt(args, 'config');
      const clan = slotAtLater(flakeConfig, 'flake', 'clan');
      const input = (name: string, fallback: Slot): Slot =>
        lazy(() => force(slotIfAny(slotAt(args, 'inputs'), name) ?? fallback));
      const packages = mkOption({ type: types.raw, default: null, description: 'Packages for one system.' });
      const perSystem = callFunction(
        slotAt(args, 'flake-parts-lib', 'mkPerSystemOption'),
        record({ options: record({ clan: record({ pkgs: packages }) }) }),
      );
      const clanType = types.submoduleWith({
        class: 'clan',
        specialArgs: {
          self: slotAt(args, 'self'),
          nixpkgs: input('nixpkgs', inputs.nixpkgs),
          'nix-darwin': input('nix-darwin', inputs.nixDarwin),
        },
        modules: [clanModule, record({ _dependencies: record({ 'flake-config': flakeConfig }) })],
      });
      return nativeModule({
        file: coreFile('flakeModules/clan.nix'),
        imports: [callFunction(slotAt(lib, 'mkRenamedOptionModule'), ['clan'], ['flake', 'clan'])],
        options: {
          perSystem: forceAttrs(perSystem),
          flake: {
            clanInternals: mkOption({ default: slotAtLater(clan, 'clanInternals') }),
            clan: mkOption({
              type: clanType,
              default: AttrSet.empty,
              apply: func('apply', (config) => {
                checkClan(slotAt(config, 'checks'));
                return force(config);
              }),
            }),
            darwinConfigurations: mkOption({ type: types.lazyAttrsOf(types.raw) }),
            darwinModules: mkOption({
              type: types.lazyAttrsOf(types.deferredModule),
              apply: named('darwinModules'),
            }),
          },
        },
        config: record({
          flake: record({
            nixosConfigurations: slotAtLater(clan, 'nixosConfigurations'),
            nixosModules: slotAtLater(clan, 'nixosModules'),
            darwinConfigurations: slotAtLater(clan, 'darwinConfigurations'),
            darwinModules: slotAtLater(clan, 'darwinModules'),
          }),
        }),
      });
    },
    { self: false, inputs: false, config: false, 'flake-parts-lib': false },
    'clanFlakeModule',
  );
}

/** Gives every module of a flake output the label by which messages name it. */
function named(output: string): Slot {
  return func('apply', (modules) => {
    const set = forceAttrs(modules);
    const labelled = [...set.entries].map(([name, module]): [string, Slot] => [
      name,
      record({ _file: `#${output}.${name}`, imports: [module] }),
    ]);
    return new AttrSet(new Map(labelled));
  });
}
