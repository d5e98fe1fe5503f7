import { NixError } from '../errors';
import { normalizePath } from '../value/paths';
import { PathValue, type Slot } from '../value/value';
import { needsSystemNix, symbolsIn } from '../value/symbolic';
import { coerceToString, forceFor, stringText } from './coerce';

/** The absolute path that a value stands for: a path, or a string that starts with a slash. Throws NixError. */
export function coerceToPath(slot: Slot, what?: string): string {
  const value = forceFor(slot, what);
  if (value instanceof PathValue) return value.path;
  let text: string;
  try {
    const path = coerceToString(value);
    const [symbol] = symbolsIn(path);
    if (symbol !== undefined) throw needsSystemNix(symbol, 'what is there');
    text = stringText(path);
  } catch (error) {
    if (error instanceof NixError && what !== undefined) error.addFrame(`while evaluating ${what}`);
    throw error;
  }
  if (text.startsWith('/')) return normalizePath(text);
  const error = new NixError('type', `string '${text}' doesn't represent an absolute path`);
  throw what === undefined ? error : error.addFrame(`while evaluating ${what}`);
}
