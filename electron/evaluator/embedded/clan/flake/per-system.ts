/** `perSystem` of flake-parts: one module evaluated for each system, and what of it becomes flake outputs. */
import {
  AttrSet,
  NixError,
  SymbolicValue,
  callFunction,
  coerceToString,
  force,
  forceAttrs,
  forceElements,
  forceString,
  lazy,
  stringText,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkOption, mkOptionDefault, nativeModule } from '../../modules';
import type { ModuleSystem } from '../../modules';
import { evalFlakeModules } from './partial-modules';
import {
  at,
  func,
  genAttrs,
  mapAttrs,
  merged,
  nixThrow,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
  stringList,
} from '../nix-values';

/** A file of flake-parts, as messages name it. */
export function partsFile(path: string): string {
  return `<flake-parts>${path === '' ? '' : `/${path}`}`;
}

/** The type of `perSystem`: modules kept for later; declarations of it add to each other. */
export function perSystemType({ types }: ModuleSystem, module: Slot): AttrSet {
  return types.deferredModuleWith({ staticModules: [module] });
}

/** What {@link transposedModule} declares. */
export interface TransposedOption {
  readonly name: string;
  readonly option: AttrSet;
  readonly file: Slot;
}

/** An option of `perSystem` whose values appear as `flake.<name>.<system>`. */
export function transposedModule(system: ModuleSystem, { name, option, file }: TransposedOption): AttrSet {
  const type = system.types.lazyAttrsOf(slotAt(option, 'type'));
  return record({
    _file: file,
    options: record({
      flake: record({ [name]: mkOption({ type, default: AttrSet.empty }) }),
      perSystem: mkOption({
        type: perSystemType(system, record({ _file: file, options: record({ [name]: option }) })),
      }),
    }),
    config: record({ transposition: record({ [name]: AttrSet.empty }) }),
  });
}

/** `systems`, `perSystem`, `perInput` and the arguments that go with them. */
export function perSystemModule(system: ModuleSystem): Slot {
  const { types } = system;
  return fn(
    (args) => {
      const config = slotAt(args, 'config');
      const evaluate = func('perSystem', (module, name) =>
        force(
          evalFlakeModules(system, {
            class: 'perSystem',
            prefix: ['perSystem', nameIfKnown(name)],
            specialArgs: { system: name },
            modules: [module],
          }).config,
        ),
      );
      const forSystem = memoizedSystem(config);
      return nativeModule({
        file: partsFile('modules/perSystem.nix'),
        options: {
          systems: mkOption({
            type: types.listOf(types.str),
            description: 'The systems to make outputs for.',
          }),
          perInput: mkOption({
            type: types.functionTo(types.functionTo(types.lazyAttrsOf(types.unspecified))),
          }),
          perSystem: mkOption({
            type: perSystemType(system, systemArguments(config, args)),
            apply: evaluate,
          }),
          allSystems: mkOption({ type: types.lazyAttrsOf(types.unspecified), internal: true }),
        },
        config: record({
          allSystems: lazy(() =>
            genAttrs(systemNames(slotAt(config, 'systems')), (name) =>
              callFunction(slotAt(config, 'perSystem'), name),
            ),
          ),
          _module: record({
            args: record({
              getSystem: forSystem,
              getSystemIgnoreWarning: forSystem,
              withSystem: func('withSystem', (name, use) =>
                callFunction(use, slotAtLater(callFunction(forSystem, name), 'allModuleArgs')),
              ),
            }),
          }),
        }),
      });
    },
    { config: false, self: false },
    'perSystem',
  );
}

/** What a flake is for that takes its list of systems from an input that is not here: what `nix-systems` lists. */
const usualSystems = ['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux'];

function systemNames(systems: Slot): readonly string[] {
  const names = forceElements(systems);
  return names.some((name) => force(name) instanceof SymbolicValue) ? usualSystems : stringList(names);
}

/** The system's name for the prefix of messages; a probe without a system has none. */
function nameIfKnown(name: Slot): string {
  try {
    return forceString(name);
  } catch (error) {
    if (error instanceof NixError && error.isCatchable) return '<system>';
    throw error;
  }
}

function memoizedSystem(config: Slot): Value {
  const others = new Map<string, Slot>();
  return func('getSystem', (name) => {
    const text = forceString(name);
    const declared = slotIfAny(slotAt(config, 'allSystems'), text);
    if (declared !== undefined) return force(declared);
    const other = others.get(text) ?? lazy(() => callFunction(slotAt(config, 'perSystem'), text));
    others.set(text, other);
    return force(other);
  });
}

/** The arguments `inputs'`, `self'` and `pkgs` of `perSystem`, and hints for those that belong outside. */
function systemArguments(root: Slot, args: AttrSet): Slot {
  const self = slotAt(args, 'self');
  const outside = (name: string): Slot =>
    lazy(() =>
      nixThrow(
        `\`${name}\` is not a \`perSystem\` module argument; take it as an argument of the module around it\n`,
      ),
    );
  return fn(
    (inner) => {
      const system = slotAt(inner, 'system');
      const perInput = (flake: Slot): Value =>
        callFunction(callFunction(slotAt(root, 'perInput'), system), flake);
      const inputs = lazy(() =>
        mapAttrs(slotAt(self, 'inputs'), (name, input) => forSystem(name, input, perInput)),
      );
      return nativeModule({
        file: partsFile('modules/perSystem.nix'),
        config: record({
          _module: record({
            args: record({
              "inputs'": inputs,
              "self'": lazy(() => perInput(self)),
              pkgs: mkOptionDefault(slotAtLater(inputs, 'nixpkgs', 'legacyPackages')),
              self: outside('self'),
              inputs: outside('inputs'),
              getSystem: outside('getSystem'),
              withSystem: outside('withSystem'),
              moduleWithSystem: outside('moduleWithSystem'),
            }),
          }),
          allModuleArgs: lazy(() =>
            merged(
              merged(
                forceAttrs(slotAt(inner, 'config', '_module', 'args')),
                forceAttrs(slotAt(inner, 'specialArgs')),
              ),
              record({ config: slotAt(inner, 'config'), options: slotAt(inner, 'options') }),
            ),
          ),
        }),
        options: { allModuleArgs: mkOption({ type: slotAtRaw(inner), internal: true, readOnly: true }) },
      });
    },
    { system: false, config: false, options: false, specialArgs: false, lib: false },
    'perSystemArguments',
  );
}

function slotAtRaw(inner: AttrSet): Slot {
  return slotAtLater(inner, 'lib', 'types', 'raw');
}

function forSystem(name: string, input: Slot, perInput: (flake: Slot) => Value): Value {
  const type = slotIfAny(input, '_type');
  if (type !== undefined && force(type) === 'flake') return perInput(input);
  return nixThrow(
    `The input ${name} is not a flake, so it has nothing for one system; use inputs instead of inputs'\n`,
  );
}

/** `transposition`: which options of `perSystem` become outputs, and how inputs are looked into for one system. */
export function transpositionModule(system: ModuleSystem): Slot {
  const { types } = system;
  return fn(
    (args) => {
      const config = slotAt(args, 'config');
      const adHoc = mkOption({ type: types.bool, default: false });
      const entry = types.submoduleWith({ modules: [record({ options: record({ adHoc }) })] });
      return nativeModule({
        file: partsFile('modules/transposition.nix'),
        options: { transposition: mkOption({ type: types.lazyAttrsOf(entry) }) },
        config: record({
          flake: lazy(() =>
            mapAttrs(slotAt(config, 'transposition'), (attribute) =>
              mapAttrs(slotAt(config, 'allSystems'), (_system, value) => at(value, attribute)),
            ),
          ),
          perInput: func('perInput', (name, flake) =>
            mapAttrs(slotAt(config, 'transposition'), (attribute) => ofSystem(flake, attribute, name)),
          ),
          perSystem: lazy(() => {
            const names = forceAttrs(slotAt(config, 'transposition')).names();
            const adHocNames = names.filter(
              (name) => force(slotAt(config, 'transposition', name, 'adHoc')) === true,
            );
            return record({ options: genAttrs(adHocNames, () => mkOption({})) });
          }),
        }),
      });
    },
    { config: false },
    'transposition',
  );
}

function ofSystem(flake: Slot, attribute: string, system: Slot): Value {
  const name = forceString(system);
  const found = slotIfAny(flake, attribute, name);
  if (found !== undefined) return force(found);
  const outPath = slotIfAny(flake, 'outPath');
  const where = outPath === undefined ? '' : stringText(coerceToString(outPath));
  return nixThrow(`The flake ${where} has no ${attribute}.${name}\n`);
}
