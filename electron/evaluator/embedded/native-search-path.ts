/** What `<nixpkgs/lib>` means where no nixpkgs is on the search path: the native library. */
import { createModuleSystem } from './modules';
import type { Interpreter, SearchPathEntry, Value } from './nix';

/** Search path entries for an interpreter that will use them; made when first asked for. */
export function nativeSearchPath(interpreter: () => Interpreter): readonly SearchPathEntry[] {
  let lib: Value | undefined;
  return [
    { kind: 'value', prefix: 'nixpkgs/lib', value: () => (lib ??= createModuleSystem(interpreter()).lib) },
  ];
}
