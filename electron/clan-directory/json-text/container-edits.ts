import type { Node } from 'jsonc-parser';

/** A replacement of a stretch of the text. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/** A stretch of the text that is one entry of a container: a property or a list item. */
export interface Slot {
  readonly start: number;
  readonly end: number;
}

export function slotOf(node: Node): Slot {
  return { start: node.offset, end: node.offset + node.length };
}

/** How entries of a container follow each other. */
export interface Separation {
  /** White space that stands in front of an entry: a line break with its indentation, or a space, or nothing. */
  readonly gap: string;
  readonly isInline: boolean;
  /** Indentation of the entries, empty for inline containers. */
  readonly indent: string;
}

const sampleSize = 12;

/**
 * Reads off how the entries of a non-empty container are separated. Blank lines group entries, as their author saw fit;
 * what is added is none of these groups' business, so it comes on the very next line.
 */
export function separationOf(
  text: string,
  container: Node,
  slots: readonly Slot[],
  commaSpace: string,
): Separation {
  const first = slots[0];
  const opening = first ? text.slice(container.offset + 1, first.start) : '';
  let gap = opening.includes('\n') ? opening : commaSpace;
  // The last few tell how entries follow each other.
  slots.slice(-sampleSize).forEach((slot, index, sample) => {
    const next = sample[index + 1];
    if (!next) return;
    const between = text.slice(slot.end, next.start);
    gap = between.slice(between.indexOf(',') + 1);
  });
  const line = gap.lastIndexOf('\n');
  if (line < 0) return { gap, isInline: true, indent: '' };
  const indent = gap.slice(line + 1);
  const lineBreak = gap[line - 1] === '\r' ? '\r\n' : '\n';
  return { gap: lineBreak + indent, isInline: false, indent };
}

/**
 * Edits that take the slots of `removed` out and put new entries behind the slots they are filed under (-1: in front of
 * all). At least one slot must stay.
 */
export function entryEdits(
  slots: readonly Slot[],
  removed: ReadonlySet<number>,
  insertions: ReadonlyMap<number, readonly string[]>,
  gap: string,
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const firstKept = slots.findIndex((_, index) => !removed.has(index));
  for (const [anchor, entries] of insertions) {
    const slot = slots[anchor];
    const front = slots[firstKept];
    if (slot) {
      edits.push({
        offset: slot.end,
        length: 0,
        content: entries.map((entry) => `,${gap}${entry}`).join(''),
      });
    } else if (front) {
      edits.push({
        offset: front.start,
        length: 0,
        content: entries.map((entry) => `${entry},${gap}`).join(''),
      });
    }
  }
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index];
    if (!slot || !removed.has(index)) continue;
    const previous = slots[index - 1];
    const next = slots[index + 1];
    // Entries in front of the first that stays go with what follows them, all others with what precedes them.
    const start = index < firstKept ? slot.start : previous?.end;
    const end = index < firstKept ? next?.start : slot.end;
    if (start !== undefined && end !== undefined)
      edits.push({ offset: start, length: end - start, content: '' });
  }
  return edits;
}

/** The text with edits carried out. They must not overlap; insertions at one place come before removals there. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.offset - b.offset || a.length - b.length);
  const parts: string[] = [];
  let position = 0;
  for (const edit of ordered) {
    parts.push(text.slice(position, edit.offset), edit.content);
    position = edit.offset + edit.length;
  }
  parts.push(text.slice(position));
  return parts.join('');
}
