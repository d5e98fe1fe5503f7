import { AttrSet } from '../nix';
import type { Span } from '../nix';

/** A place as `builtins.unsafeGetAttrPos` gives it; with only the file when the place in it is not known. */
export function positionSet(span: Span | undefined, file: string): AttrSet {
  if (span === undefined) return AttrSet.of({ file, line: null, column: null });
  const { line, column } = span.source.lineColumn(span.start);
  return AttrSet.of({ file: span.source.path, line: BigInt(line), column: BigInt(column) });
}
