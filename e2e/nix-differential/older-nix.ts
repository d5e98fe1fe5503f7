/** What Nix did before the version that we follow: differences that only say that the Nix at hand is old. */
import type { Difference } from './generated';

type Version = readonly [number, number];

interface Change {
  /** The first version that behaves as we do. */
  readonly since: Version;
  readonly what: string;
  readonly explains: (difference: Difference) => boolean;
}

/** Builtins that came after 2.8, the oldest Nix that distributions still carry. */
const newBuiltins: Readonly<Record<string, Version>> = {
  break: [2, 9],
  traceVerbose: [2, 10],
  readFileType: [2, 14],
  flakeRefToString: [2, 18],
  outputOf: [2, 18],
  parseFlakeRef: [2, 18],
  convertHash: [2, 19],
  addDrvOutputDependencies: [2, 20],
  warn: [2, 23],
};

const changes: readonly Change[] = [
  ...Object.entries(newBuiltins).map(([name, since]): Change => ({
    since,
    what: `builtins.${name}`,
    explains: ({ source }) => new RegExp(`(?:builtins\\.|__)${name}\\b`).test(source),
  })),
  {
    since: [2, 13],
    what: 'floats in JSON have all their digits',
    explains: ({ source }) => /toJSON|__structuredAttrs/.test(source) && /\d\.|\.\d/.test(source),
  },
  {
    since: [2, 16],
    what: 'replaceStrings computes the replacements that it uses only',
    explains: ({ source, ours, theirs }) =>
      source.includes('replaceStrings') && ours.kind === 'value' && theirs.kind === 'failure',
  },
  {
    since: [2, 24],
    what: 'pipe operators',
    explains: ({ source }) => /\|>|<\|/.test(source),
  },
  {
    since: [2, 25],
    what: 'integers that overflow fail instead of wrapping around',
    explains: ({ ours }) => ours.kind === 'failure' && ours.message.startsWith('integer overflow'),
  },
  {
    since: [2, 25],
    what: 'integers that JSON or TOML cannot have fail instead of wrapping around',
    explains: ({ source, ours }) =>
      /from(?:JSON|TOML)/.test(source) && /\d{19}/.test(source) && ours.kind === 'failure',
  },
  // When these changed is not in the release notes; they are as in 2.26 since 2.26 at the latest.
  {
    since: [2, 26],
    what: 'offsets of substring have 64 bits',
    explains: ({ source }) => source.includes('substring') && /\d{10}/.test(source),
  },
  {
    since: [2, 26],
    what: 'what is applied to nothing need not be a function',
    explains: ({ ours, theirs }) =>
      ours.kind === 'value' &&
      theirs.kind === 'failure' &&
      theirs.message.includes('a function was expected'),
  },
  {
    since: [2, 26],
    what: 'dates and times in TOML',
    explains: ({ theirs }) =>
      theirs.kind === 'failure' && theirs.message.includes('Dates and times are not supported'),
  },
  {
    since: [2, 26],
    what: 'no name in the store is one or two dots',
    explains: ({ ours }) =>
      ours.kind === 'failure' && /^name '\.\.?(?:-[^']*)?' is not valid/.test(ours.message),
  },
  {
    since: [2, 26],
    what: 'texts given on the command line have no positions',
    explains: ({ source }) => /unsafeGetAttrPos|__curPos/.test(source),
  },
  {
    since: [2, 26],
    what: 'symlinks are followed when they are put into the store',
    explains: ({ source }) =>
      /link|dangling/.test(source) && /builtins\.path|filterSource|toString|"\$\{/.test(source),
  },
  {
    since: [2, 26],
    what: 'attribute paths that meet are merged at any depth',
    explains: ({ ours, theirs }) =>
      ours.kind === 'value' && theirs.kind === 'failure' && theirs.message.includes('already defined at'),
  },
  {
    since: [2, 26],
    what: 'a dollar in a name is escaped only before a brace',
    explains: ({ ours, theirs }) =>
      ours.kind === 'value' &&
      theirs.kind === 'value' &&
      plainDollars(ours.text) === plainDollars(theirs.text),
  },
  {
    since: [2, 26],
    what: 'modes of content addressing, impure derivations',
    explains: ({ source }) =>
      /outputHashMode = "(?:nar|text|git)"|"drv"|__contentAddressed|__impure/.test(source),
  },
];

function plainDollars(text: string): string {
  return text.replaceAll('\\$', '$');
}

/** Why the real Nix of this version answers otherwise, when that is known; else undefined. */
export function olderBehaviour(difference: Difference, [major, minor]: Version): string | undefined {
  return changes.find(
    ({ since, explains }) =>
      (major < since[0] || (major === since[0] && minor < since[1])) && explains(difference),
  )?.what;
}
