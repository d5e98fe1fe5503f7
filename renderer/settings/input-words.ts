import type { InputEntry } from '../../shared/contract';

/** How the state of an input looks: `tone` is the colour of the chip. */
export interface InputWords {
  readonly chip: string;
  readonly tone: 'quiet' | 'good' | 'accent' | 'warning' | 'bad';
  /** One sentence about what that means; null: the chip says it all. */
  readonly note: string | null;
}

/** The state of an input in words. */
export function inputWords({ name, known, source, problem }: InputEntry): InputWords {
  if (problem !== null) return { chip: 'unusable', tone: 'bad', note: problem.message };
  switch (source.kind) {
    case 'override':
      return { chip: 'your checkout', tone: 'accent', note: null };
    case 'folder':
      return { chip: 'found on disk', tone: 'good', note: null };
    case 'follows':
      return { chip: `follows ${source.target}`, tone: 'quiet', note: null };
    case 'missing':
      return {
        chip: 'missing',
        tone: 'warning',
        note: `What needs ${name} fails; everything else works.`,
      };
    case 'built-in':
      return { chip: 'built in', tone: 'quiet', note: builtInNotes[known ?? 'import-tree'] };
  }
}

const builtInNotes: Readonly<Record<NonNullable<InputEntry['known']>, string | null>> = {
  'clan-core': 'Everything of Clan but its own services: they come with a checkout.',
  nixpkgs: 'Its library, without packages and NixOS. A checkout brings its own version of the library.',
  'nix-darwin': null,
  'flake-parts': null,
  'import-tree': null,
};

/** The input that is asked for: by its name, or the one that is known to be it. */
export function findInput(inputs: readonly InputEntry[], wanted: string): InputEntry | undefined {
  return inputs.find(({ name }) => name === wanted) ?? inputs.find(({ known }) => known === wanted);
}
