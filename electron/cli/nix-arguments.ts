/** The arguments of `clan-inventory nix`: those of `nix-instantiate --eval` that mean something here. */
import { err, ok, type Result } from '../../shared/base/result';

/** What `clan-inventory nix` was asked for. */
export interface NixArguments {
  /** `find-file` looks inputs up in the search path; `help` and `version` need no input. */
  readonly action: 'evaluate' | 'parse' | 'find-file' | 'help' | 'version';
  /** Files, or expressions when `isExpression`; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly isExpression: boolean;
  readonly isStrict: boolean;
  readonly format: 'nix' | 'json' | 'xml' | 'raw';
  /** Whether XML tells where attributes are written. */
  readonly hasPositions: boolean;
  readonly hasFullTrace: boolean;
  /** Paths of attributes to print instead of the whole value. */
  readonly attributes: readonly string[];
  /** For functions: named values, as Nix text or as strings. */
  readonly arguments: readonly { readonly name: string; readonly text: string; readonly isString: boolean }[];
  /** `name=path` or `path`. */
  readonly searchPath: readonly string[];
  /** Folders in the place of what would have to be fetched, by URL, flake reference or name. */
  readonly overrides: readonly { readonly input: string; readonly path: string }[];
  /** How deep calls may nest; undefined for what Nix allows. */
  readonly maxDepth: number | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Reads the arguments; the error is a sentence for the user. */
export function parseNixArguments(argv: readonly string[]): Result<NixArguments, string> {
  const args: Mutable<NixArguments> = {
    action: 'evaluate',
    inputs: [],
    isExpression: false,
    isStrict: false,
    format: 'nix',
    hasPositions: true,
    hasFullTrace: false,
    attributes: [],
    arguments: [],
    searchPath: [],
    overrides: [],
    maxDepth: undefined,
  };
  const rest = [...argv];
  while (rest.length > 0) {
    const problem = takeOne(rest, args);
    if (problem !== undefined) return err(problem);
  }
  return ok(args);
}

/** Takes one option with its values, or one input; a sentence when that is impossible. */
function takeOne(rest: string[], args: Mutable<NixArguments>): string | undefined {
  const option = rest.shift() ?? '';
  const flag = flags[option];
  if (flag !== undefined) {
    flag(args);
    return undefined;
  }
  if (option.startsWith('-I') && option.length > 2) {
    args.searchPath.push(option.slice(2));
    return undefined;
  }
  const valued = valuedOptions[option];
  if (valued !== undefined) {
    const values = rest.splice(0, valued.count);
    if (values.length < valued.count) return missingValues(option, valued.count, values.length);
    return valued.apply(args, values[0] ?? '', values[1] ?? '');
  }
  if (option.startsWith('-') && option !== '-') return `unrecognised flag '${option}'`;
  args.inputs.push(option);
  return undefined;
}

function missingValues(option: string, wanted: number, given: number): string {
  if (option === '-A' || option === '--attr') return `'${option}' requires an argument`;
  return `flag '${option}' requires ${wanted} argument(s), but only ${given} were given`;
}

type Flag = (args: Mutable<NixArguments>) => void;

const setExpression: Flag = (args) => (args.isExpression = true);
const setParse: Flag = (args) => (args.action = 'parse');
const ignore = (): undefined => undefined;

const flags: Readonly<Record<string, Flag | undefined>> = {
  // Evaluating is what this command does anyway; nothing is ever written, and there is nothing to log.
  '--eval': ignore,
  '--eval-only': ignore,
  '--read-write-mode': ignore,
  '--readonly-mode': ignore,
  '--quiet': ignore,
  '-v': ignore,
  '--verbose': ignore,
  '--impure': ignore,
  '--indirect': ignore,
  '--strict': (args) => (args.isStrict = true),
  '--json': (args) => (args.format = 'json'),
  '--xml': (args) => (args.format = 'xml'),
  '--raw': (args) => (args.format = 'raw'),
  '--parse': setParse,
  '--parse-only': setParse,
  '--find-file': (args) => (args.action = 'find-file'),
  '--help': (args) => (args.action = 'help'),
  '-h': (args) => (args.action = 'help'),
  '--version': (args) => (args.action = 'version'),
  '--no-location': (args) => (args.hasPositions = false),
  '--show-trace': (args) => (args.hasFullTrace = true),
  '-E': setExpression,
  '--expr': setExpression,
};

interface ValuedOption {
  readonly count: 1 | 2;
  /** Takes the values; answers with a sentence when they are wrong. */
  readonly apply: (args: Mutable<NixArguments>, first: string, second: string) => string | undefined;
}

function option(
  count: 1 | 2,
  take: (args: Mutable<NixArguments>, first: string, second: string) => unknown,
): ValuedOption {
  return {
    count,
    apply: (args, first, second) => {
      take(args, first, second);
      return undefined;
    },
  };
}

const attribute = option(1, (args, path) => args.attributes.push(path));
const include = option(1, (args, entry) => args.searchPath.push(entry));
const unused = option(1, ignore);

function setMaxDepth(args: Mutable<NixArguments>, text: string): string | undefined {
  if (!/^[0-9]{1,9}$/.test(text)) return `'${text}' is not a depth for max-call-depth`;
  args.maxDepth = Number(text);
  return undefined;
}

const valuedOptions: Readonly<Record<string, ValuedOption | undefined>> = {
  '-A': attribute,
  '--attr': attribute,
  '-I': include,
  '--include': include,
  '--override-input': option(2, (args, input, path) => args.overrides.push({ input, path })),
  '--arg': option(2, (args, name, text) => args.arguments.push({ name, text, isString: false })),
  '--argstr': option(2, (args, name, text) => args.arguments.push({ name, text, isString: true })),
  '--max-call-depth': { count: 1, apply: setMaxDepth },
  // Of Nix's settings one is a matter of the language; the language has no experimental features that are off.
  '--option': {
    count: 2,
    apply: (args, name, value) => (name === 'max-call-depth' ? setMaxDepth(args, value) : undefined),
  },
  '--extra-experimental-features': unused,
  '--experimental-features': unused,
  '--add-root': unused,
  '--log-format': unused,
};
