/** Marks of values that only system Nix knows, as previews show them: `«pkgs.jq»`. */
import type { PreviewNode } from '../../shared/clan/evaluation';

/** A part of a text: a mark as a whole, guillemets included, or what is between marks. */
export interface MarkedPart {
  readonly text: string;
  readonly isMark: boolean;
}

/** The parts of a text in order. Marks may hold others; a mark that is cut off goes to the end. */
export function markedParts(text: string): readonly MarkedPart[] {
  const parts: MarkedPart[] = [];
  let start = 0;
  let depth = 0;
  const push = (end: number, isMark: boolean) => {
    if (end > start) parts.push({ text: text.slice(start, end), isMark });
    start = end;
  };
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '«' && depth++ === 0) push(index, false);
    else if (text[index] === '»' && depth > 0 && --depth === 0) push(index + 1, true);
  }
  push(text.length, depth > 0);
  return parts;
}

/** Whether anything at or below a node is known to system Nix only. */
export function hasMarks(node: PreviewNode): boolean {
  if (node.kind === 'symbolic' || node.kind === 'unknown' || node.onlyIf !== undefined) return true;
  if (node.kind === 'list' && node.text.includes('«')) return true;
  return node.children?.some(hasMarks) ?? false;
}
