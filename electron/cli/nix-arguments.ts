/** The arguments of `clan-inventory nix`: those of `nix-instantiate --eval` that mean something here. */
import { err, ok, type Result } from '../../shared/base/result';

/** What `clan-inventory nix` was asked for. */
export interface NixArguments {
  /** Files, or expressions when `isExpression`; `-` is standard input. */
  readonly inputs: readonly string[];
  readonly isExpression: boolean;
  readonly isParse: boolean;
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
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** Reads the arguments; the error is a sentence for the user. */
export function parseNixArguments(argv: readonly string[]): Result<NixArguments, string> {
  const args: Mutable<NixArguments> = {
    inputs: [],
    isExpression: false,
    isParse: false,
    isStrict: false,
    format: 'nix',
    hasPositions: true,
    hasFullTrace: false,
    attributes: [],
    arguments: [],
    searchPath: [],
    overrides: [],
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
    if (values.length < valued.count) return `flag '${option}' requires ${valued.count} argument(s)`;
    valued.apply(args, values[0] ?? '', values[1] ?? '');
    return undefined;
  }
  if (option.startsWith('-') && option !== '-') return `unrecognised flag '${option}'`;
  args.inputs.push(option);
  return undefined;
}

type Flag = (args: Mutable<NixArguments>) => void;

const setExpression: Flag = (args) => (args.isExpression = true);

const flags: Readonly<Record<string, Flag | undefined>> = {
  // Evaluating is what this command does anyway.
  '--eval': () => undefined,
  '--eval-only': () => undefined,
  '--strict': (args) => (args.isStrict = true),
  '--json': (args) => (args.format = 'json'),
  '--xml': (args) => (args.format = 'xml'),
  '--raw': (args) => (args.format = 'raw'),
  '--parse': (args) => (args.isParse = true),
  '--parse-only': (args) => (args.isParse = true),
  '--no-location': (args) => (args.hasPositions = false),
  '--show-trace': (args) => (args.hasFullTrace = true),
  '-E': setExpression,
  '--expr': setExpression,
};

interface ValuedOption {
  readonly count: 1 | 2;
  readonly apply: (args: Mutable<NixArguments>, first: string, second: string) => void;
}

const attribute: ValuedOption = { count: 1, apply: (args, path) => args.attributes.push(path) };
const include: ValuedOption = { count: 1, apply: (args, entry) => args.searchPath.push(entry) };

const valuedOptions: Readonly<Record<string, ValuedOption | undefined>> = {
  '-A': attribute,
  '--attr': attribute,
  '-I': include,
  '--include': include,
  '--override-input': { count: 2, apply: (args, input, path) => args.overrides.push({ input, path }) },
  '--arg': { count: 2, apply: (args, name, text) => args.arguments.push({ name, text, isString: false }) },
  '--argstr': { count: 2, apply: (args, name, text) => args.arguments.push({ name, text, isString: true }) },
};
