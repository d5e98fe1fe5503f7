/** Evaluations of a flake some of whose modules are not here: what those declare may be set and asked for all the same. */
import { force, lazy } from '../../nix';
import type { AttrSet } from '../../nix';
import type { Configuration, EvalModulesArguments, ModuleSystem } from '../../modules';
import { openConfiguration } from './open-configuration';

/**
 * `evalModules` for a flake. Once a module of the flake was left out, options may be set that nobody declares, and those
 * that nobody defines are known to system Nix only.
 */
export function evalFlakeModules(system: ModuleSystem, args: EvalModulesArguments): Configuration {
  const isPartial = (): boolean => (system.leftOut?.modules.length ?? 0) > 0;
  const configuration: Configuration = system.evalModules({
    ...args,
    isPartial,
    viewConfig: (config: AttrSet) =>
      isPartial()
        ? openConfiguration(
            config,
            lazy(() => force(configuration.options)),
          )
        : config,
  });
  return configuration;
}
