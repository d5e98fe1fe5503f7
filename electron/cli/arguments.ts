/** The command line taken apart: a command with checked arguments, or one sentence about what is wrong with it. */
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import { parseAttrPath } from './attr-path';

const plainQueries = [
  'inventory',
  'services',
  'manifests',
  'settings',
  'members',
  'introspection',
  'exports',
  'checks',
  'outputs',
  'inputs',
] as const;

export type PlainQuery = (typeof plainQueries)[number];

const evaluatorChoices = ['embedded', 'nix', 'auto'] as const;

/** Which evaluator answers: ours, the user's own Nix, or that where it can be asked. */
export type EvaluatorChoice = (typeof evaluatorChoices)[number];

interface InClan {
  readonly directory: string;
  readonly evaluator: EvaluatorChoice;
  readonly overrideInputs: Readonly<Record<string, string>>;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'query'; readonly query: PlainQuery } & InClan)
  | ({ readonly kind: 'schema'; readonly module: string | null; readonly role: string | null } & InClan)
  | ({
      readonly kind: 'preview';
      readonly machine: string;
      readonly path: readonly string[];
      readonly withProvenance: boolean;
    } & InClan)
  | ({ readonly kind: 'check'; readonly asJson: boolean } & InClan)
  | ({ readonly kind: 'doctor' } & InClan)
  | { readonly kind: 'nix'; readonly rest: readonly string[] }
  | { readonly kind: 'serve'; readonly rest: readonly string[] };

/** Understands `argv` without node and script; the error is a sentence for stderr. */
export function parseCommand(argv: readonly string[]): Result<Command, string> {
  const [name, ...rest] = argv;
  if (name === undefined) return err('no command given');
  if (name === '--help' || name === '-h' || name === 'help') return ok({ kind: 'help' });
  if (name === '--version') return ok({ kind: 'version' });
  if (name === 'nix' || name === 'serve') return ok({ kind: name, rest });
  if (rest.includes('--help')) return ok({ kind: 'help' });
  const split = splitArguments(rest);
  return split.ok ? clanCommand(name, split.value) : split;
}

interface SplitArguments {
  readonly positional: readonly string[];
  readonly overrideInputs: Readonly<Record<string, string>>;
  readonly evaluator: EvaluatorChoice;
  readonly attr: string | undefined;
  readonly flags: ReadonlySet<string>;
}

const knownFlags = new Set(['--json', '--provenance']);

function splitArguments(rest: readonly string[]): Result<SplitArguments, string> {
  const positional: string[] = [];
  const overrideInputs: [string, string][] = [];
  const flags = new Set<string>();
  let attr: string | undefined;
  let evaluator: EvaluatorChoice = 'embedded';
  const queue = [...rest];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--override-input') {
      const override = takeOverride(queue);
      if (override === undefined) return err('--override-input needs NAME and PATH');
      overrideInputs.push(override);
    } else if (word === '--evaluator') {
      const choice = evaluatorChoices.find((name) => name === queue[0]);
      if (choice === undefined) return err(`--evaluator is one of ${evaluatorChoices.join(', ')}`);
      queue.shift();
      evaluator = choice;
    } else if (word === '--attr' || word === '-A') {
      attr = queue.shift();
      if (attr === undefined) return err(`${word} needs a path such as networking.hostName`);
    } else if (word === '--') positional.push(...queue.splice(0));
    else if (knownFlags.has(word)) flags.add(word);
    else if (word.startsWith('-')) return err(`unknown option ${word}`);
    else positional.push(word);
  }
  return ok({
    positional,
    overrideInputs: Object.fromEntries(overrideInputs),
    evaluator,
    attr,
    flags,
  });
}

/** `NAME PATH` or `NAME=PATH`, taken from the queue; undefined when it is neither. */
function takeOverride(queue: string[]): [string, string] | undefined {
  const first = queue.shift();
  if (first === undefined) return undefined;
  const equals = first.indexOf('=');
  if (equals > 0)
    return equals + 1 < first.length ? [first.slice(0, equals), first.slice(equals + 1)] : undefined;
  const folder = queue.shift();
  return folder === undefined ? undefined : [first, folder];
}

function clanCommand(name: string, split: SplitArguments): Result<Command, string> {
  const [directory, first, second, ...others] = split.positional;
  const misplaced = misplacedOption(name, split);
  if (misplaced !== null) return err(misplaced);
  if (!isPlainQuery(name) && !['schema', 'preview', 'check', 'doctor'].includes(name)) {
    return err(`unknown command ${name}`);
  }
  if (directory === undefined) return err(`${name} needs the directory of a clan`);
  const most = name === 'schema' ? 3 : name === 'preview' ? 2 : 1;
  if (split.positional.length > most)
    return err(
      `too many arguments for ${name}: ${[first, second, ...others]
        .slice(most - 1)
        .filter(Boolean)
        .join(' ')}`,
    );
  const inClan = { directory, evaluator: split.evaluator, overrideInputs: split.overrideInputs };
  if (isPlainQuery(name)) return ok({ kind: 'query', query: name, ...inClan });
  if (name === 'doctor') return ok({ kind: 'doctor', ...inClan });
  if (name === 'check') return ok({ kind: 'check', asJson: split.flags.has('--json'), ...inClan });
  if (name === 'schema')
    return ok({ kind: 'schema', module: first ?? null, role: second ?? null, ...inClan });
  if (first === undefined) return err('preview needs the name of a machine');
  const path = split.attr === undefined ? [] : parseAttrPath(split.attr);
  if (path === null) return err(`not an attribute path: ${split.attr ?? ''}`);
  return ok({
    kind: 'preview',
    machine: first,
    path,
    withProvenance: split.flags.has('--provenance'),
    ...inClan,
  });
}

function misplacedOption(name: string, split: SplitArguments): string | null {
  if (name !== 'preview' && split.attr !== undefined) return `--attr belongs to preview, not to ${name}`;
  if (name !== 'preview' && split.flags.has('--provenance')) {
    return `--provenance belongs to preview, not to ${name}`;
  }
  // Everything else prints JSON anyway; asking for it is no mistake.
  return null;
}

function isPlainQuery(name: string): name is PlainQuery {
  return (plainQueries as readonly string[]).includes(name);
}
