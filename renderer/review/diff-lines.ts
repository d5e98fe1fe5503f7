import { structuredPatch } from 'diff';

/** One line of the diff view. */
export type DiffLine =
  | {
      readonly kind: 'same' | 'added' | 'removed';
      readonly text: string;
      /** Line numbers before and after; absent where the line is not there. */
      readonly before?: number;
      readonly after?: number;
    }
  /** Unchanged lines that are left out. */
  | { readonly kind: 'gap'; readonly count: number }
  | { readonly kind: 'note'; readonly text: string };

const context = 4;
/** Beyond this many changed lines a full comparison takes too long and shows too little. */
const maxEditLength = 20_000;

/** The lines to show for a change of a text, with a little context. A new file is all added. */
export function diffLines(before: string | null, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const patch = structuredPatch('', '', before ?? '', after, '', '', {
    context,
    maxEditLength,
    timeout: 3_000,
  });
  // Too different to compare in reasonable time: the whole text is new.
  const hunks = patch?.hunks ?? structuredPatch('', '', '', after, '', '', { context: 0 }).hunks;
  const lines: DiffLine[] = [];
  let shown = 0;
  for (const hunk of hunks) {
    if (hunk.oldStart - 1 > shown) lines.push({ kind: 'gap', count: hunk.oldStart - 1 - shown });
    pushHunk(lines, hunk);
    shown = hunk.oldStart - 1 + hunk.oldLines;
  }
  const total = countLines(before ?? '');
  if (lines.length > 0 && total > shown) lines.push({ kind: 'gap', count: total - shown });
  return lines;
}

function pushHunk(lines: DiffLine[], hunk: ReturnType<typeof structuredPatch>['hunks'][number]): void {
  let old = hunk.oldStart;
  let now = hunk.newStart;
  for (const line of hunk.lines) {
    const text = line.slice(1).replace(/\r$/, '');
    switch (line[0]) {
      case '+':
        lines.push({ kind: 'added', text, after: now++ });
        break;
      case '-':
        lines.push({ kind: 'removed', text, before: old++ });
        break;
      case '\\':
        lines.push({ kind: 'note', text: 'no line break at the end of the file' });
        break;
      default:
        lines.push({ kind: 'same', text, before: old++, after: now++ });
    }
  }
}

function countLines(text: string): number {
  if (text === '') return 0;
  const breaks = text.split('\n').length;
  return text.endsWith('\n') ? breaks - 1 : breaks;
}
