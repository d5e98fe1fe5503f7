/** `[DIR] [--port N] [--evaluator WHICH] [--override-input NAME PATH]`, as `npm start` and `clan-inventory serve` take them. */
import { parseArgs } from 'node:util';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { EvaluatorChoice } from '../../shared/contract';

export interface ServeArguments {
  /** Null: the start screen. */
  readonly directory: string | null;
  /** 0: any free port. */
  readonly port: number;
  /** Who evaluates the clan in this session; null: as the window was told. */
  readonly evaluator: EvaluatorChoice | null;
  /** Input name to folder, for this session. */
  readonly overrideInputs: Readonly<Record<string, string>>;
}

const choices: readonly EvaluatorChoice[] = ['auto', 'embedded', 'nix'];

/** Understands the arguments; the error is a sentence. */
export function parseServeArguments(argv: readonly string[]): Result<ServeArguments, string> {
  const split = splitOverrides(argv);
  if (!split.ok) return split;
  const { rest, overrideInputs } = split.value;
  let parsed;
  try {
    const options = { port: { type: 'string' }, evaluator: { type: 'string' } } as const;
    parsed = parseArgs({ args: [...rest], allowPositionals: true, options });
  } catch (error) {
    if (error instanceof TypeError) return err(error.message);
    throw error;
  }
  const [directory, ...others] = parsed.positionals;
  if (others.length > 0) return err(`too many arguments: ${others.join(' ')}`);
  const port = parsed.values.port ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    return err(`--port needs a number up to 65535, not ${port}`);
  const evaluator = choices.find((choice) => choice === parsed.values.evaluator) ?? null;
  if (parsed.values.evaluator !== undefined && evaluator === null)
    return err(`--evaluator is one of ${choices.join(', ')}`);
  if (directory === undefined && (evaluator !== null || Object.keys(overrideInputs).length > 0))
    return err('--evaluator and --override-input need the directory of a clan');
  return ok({ directory: directory ?? null, port: Number(port), evaluator, overrideInputs });
}

interface SplitOverrides {
  readonly rest: readonly string[];
  readonly overrideInputs: Readonly<Record<string, string>>;
}

/** Takes out `--override-input NAME PATH` and `--override-input NAME=PATH`. */
function splitOverrides(argv: readonly string[]): Result<SplitOverrides, string> {
  const rest: string[] = [];
  const overrides: [string, string][] = [];
  const queue = [...argv];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word !== '--override-input') {
      rest.push(word);
      continue;
    }
    const first = queue.shift() ?? '';
    const equals = first.indexOf('=');
    const [name, folder] =
      equals > 0 ? [first.slice(0, equals), first.slice(equals + 1)] : [first, queue.shift() ?? ''];
    if (name === '' || folder === '') return err('--override-input needs NAME and PATH');
    overrides.push([name, folder]);
  }
  return ok({ rest, overrideInputs: Object.fromEntries(overrides) });
}
