import { callFunction, createInterpreter, forceAttrs } from '../../nix';
import type { AttrSet, NixIo, Slot } from '../../nix';
import { createModuleSystem } from '../../modules';

const noIo: NixIo = {
  readFile: () => undefined,
  readDir: () => undefined,
  fileType: () => undefined,
  realPath: () => undefined,
  getEnv: () => '',
  currentTime: 0,
  currentSystem: 'x86_64-linux',
  trace: () => undefined,
};

/** The evaluated options of a module in Nix text, in which `lib`, `mkOption` and `types` are bound. */
export function optionsOf(module: string): AttrSet {
  const interpreter = createInterpreter({ io: noIo });
  const system = createModuleSystem(interpreter);
  const text = `lib: let inherit (lib) mkOption types; in ${module}`;
  const value: Slot = callFunction(interpreter.evalText(text, { baseDir: '/', label: 'test' }), system.lib);
  return forceAttrs(system.evalModules({ modules: [value] }).options);
}
