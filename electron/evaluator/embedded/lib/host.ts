import type { AttrSet, Value } from '../nix';

/**
 * What `lib` and the module system ask of the interpreter that runs them: to evaluate a file (modules given as
 * paths), and a piece of Nix text (the few functions of `lib` that are best written in Nix). An interpreter of
 * `nix/index.ts` is one.
 */
export interface LibHost {
  /** The value of a Nix file, as `import` gives it. Throws NixError. */
  evalFile(path: string): Value;
  /** The value of Nix text. Throws NixError. */
  evalText(text: string, options: { readonly baseDir: string; readonly label: string }): Value;
  /** The attribute set `builtins`. */
  readonly builtins: AttrSet;
}
