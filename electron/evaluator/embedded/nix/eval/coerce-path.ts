import { NixError } from '../errors';
import type { Span } from '../source/source-file';
import { normalizePath } from '../value/paths';
import { PathValue, force, type Slot } from '../value/value';
import { needsSystemNix, symbolsIn } from '../value/symbolic';
import { coerceToString, stringText } from './coerce';

/** What Nix says of where a path was needed, unless a builtin says it in words of its own. */
const usualFrame = 'while realising the context of a path';

/**
 * The absolute path that a value stands for: a path, or a string that starts with a slash. `frame` is the step of the
 * trace when that fails, `span` its place. Throws NixError.
 */
export function coerceToPath(slot: Slot, frame: string = usualFrame, span?: Span): string {
  try {
    const value = force(slot);
    if (value instanceof PathValue) return value.path;
    const path = coerceToString(value);
    const [symbol] = symbolsIn(path);
    if (symbol !== undefined) throw needsSystemNix(symbol, 'what is there');
    const text = stringText(path);
    if (text.startsWith('/')) return normalizePath(text);
    throw new NixError('type', `string '${text}' doesn't represent an absolute path`);
  } catch (error) {
    if (error instanceof NixError) error.addFrame(frame, span);
    throw error;
  }
}
