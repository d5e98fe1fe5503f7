/** The inputs of a clan's flake, and what stands for each of them while the clan is evaluated without Nix. */

/** The inputs that the embedded evaluator has equivalents of, by their usual names. */
export const knownInputs = ['nixpkgs', 'nix-darwin', 'flake-parts', 'import-tree', 'clan-core'] as const;

/** One of {@link knownInputs}. */
export type KnownInput = (typeof knownInputs)[number];

/** The known input of this name; null when there is none. An input may be known by its URL all the same. */
export function knownInputNamed(name: string): KnownInput | null {
  return knownInputs.find((known) => known === name) ?? null;
}

/** What stands for an input. */
export type FlakeInputSource =
  /** An equivalent that comes with the app. */
  | { readonly kind: 'built-in' }
  /** A folder that `flake.nix` or `flake.lock` names, or a store path that has what the lock file wants. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** A checkout that the user put in its place. */
  | { readonly kind: 'override'; readonly folder: string }
  /** Another input: `clan-core/nixpkgs`. */
  | { readonly kind: 'follows'; readonly target: string }
  /** Nothing: it fails where its content is needed, and only there. */
  | { readonly kind: 'missing' };

/** One input, as declared in `flake.nix` or asked for by its `outputs`. */
export interface FlakeInput {
  readonly name: string;
  /** As `flake.nix` says; null: it names none. */
  readonly url: string | null;
  /** Which of the inputs with an equivalent it is, by name or URL; null: none of them. */
  readonly known: KnownInput | null;
  readonly source: FlakeInputSource;
}
