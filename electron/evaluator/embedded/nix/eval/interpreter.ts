import type { NixIo } from '../io';
import type { Expr } from '../syntax/ast';
import type { AttrSet, ContextString, Slot, Value } from '../value/value';

/** An entry of the search path (`<name>`, `<name/sub>`): a folder or file on disk, or a value made by native code. */
export type SearchPathEntry =
  | { readonly kind: 'path'; readonly prefix: string; readonly path: string }
  /**
   * `<prefix>` (with whatever follows it) stands for a file whose import gives `value()`: how native code provides
   * `<nixpkgs/lib>`. The file does not exist on disk.
   */
  | { readonly kind: 'value'; readonly prefix: string; readonly value: () => Value };

/** What an interpreter is made of. */
export interface InterpreterOptions {
  readonly io: NixIo;
  readonly searchPath?: readonly SearchPathEntry[];
  /** Builtins added or replaced, by their name in `builtins`. */
  readonly builtinOverrides?: Readonly<Record<string, Slot>>;
  /**
   * Folders in the place of what would have to be fetched: by URL, flake reference (`github:owner/repo`), indirect
   * name, or the path of an input of a flake (`a/b`).
   */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Whether fetched folders keep their own path as `outPath`, instead of that of a copy in the store. */
  readonly hasSourcesInPlace?: boolean;
  /**
   * What native code gives for the import of something whose place only system Nix knows, by its expression (`nixpkgs`);
   * undefined for what stays unknown.
   */
  readonly importNative?: ((expression: string) => Value | undefined) | undefined;
  /** A flake that native code provides, by the name of an input or its URL; undefined when there is none. */
  readonly nativeFlake?: ((name: string, url: string | undefined) => Slot | undefined) | undefined;
}

/** Where a text that is no file stands: relative paths start at `baseDir`, messages call it `label`. */
export interface TextPlace {
  readonly baseDir: string;
  readonly label: string;
}

/**
 * Evaluates Nix. Keeps parsed files by their content and evaluated files by their path until `invalidate`.
 * Values are lazy: later `force`s of what it returned read files too. Methods throw NixError; run them, and whatever
 * forces their values, inside `runWithBudget`.
 */
export interface Interpreter {
  readonly io: NixIo;
  /** The set `builtins`. */
  readonly builtins: AttrSet;
  /** The value of a file (of `default.nix` in it, for a folder), as `import` gives it. */
  evalFile(path: string): Value;
  /** The value of a text. */
  evalText(text: string, place: TextPlace): Value;
  /** The tree of a file, and the folder that its relative paths start from. */
  parseFile(path: string): { readonly expr: Expr; readonly baseDir: string };
  /** The tree of a text. */
  parseText(text: string, place: TextPlace): Expr;
  /** Throws NixError when the tree of a whole text has a variable that nothing binds, as Nix does when it parses. */
  checkVariables(expr: Expr): void;
  /** The store path of a file or folder, as interpolating it gives. Nothing is written. */
  copyToStore(path: string): string | ContextString;
  /** What Nix tells about a folder as a source: `outPath`, `narHash`, `lastModified`, `dirtyRev`; each when asked for. */
  sourceInfo(folder: string): AttrSet;
  /** Where `<name>` leads to: the path of a file, possibly of a virtual one. */
  findFile(name: string): string;
  /**
   * Forgets the values of these files; with no argument, of all. Files that imported them keep theirs, so give all
   * that must change, or none. Parsed text stays as long as the file's content does.
   */
  invalidate(paths?: readonly string[]): void;
}
