/** `[DIR] [--port N]`, as `npm start` and `clan-inventory serve` take them. */
import { parseArgs } from 'node:util';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';

export interface ServeArguments {
  /** Null: the start screen. */
  readonly directory: string | null;
  /** 0: any free port. */
  readonly port: number;
}

/** Understands `[DIR] [--port N]`; the error is a sentence. */
export function parseServeArguments(argv: readonly string[]): Result<ServeArguments, string> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { port: { type: 'string' } } });
  } catch (error) {
    if (error instanceof TypeError) return err(error.message);
    throw error;
  }
  const [directory, ...others] = parsed.positionals;
  if (others.length > 0) return err(`too many arguments: ${others.join(' ')}`);
  const port = parsed.values.port ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    return err(`--port needs a number up to 65535, not ${port}`);
  return ok({ directory: directory ?? null, port: Number(port) });
}
