import { compareLines, type LineStep } from './compare-lines';

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

/** The lines to show for a change of a text, with a little context. A new file is all added. */
export function diffLines(before: string | null, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const steps = compareLines(splitLines(before ?? ''), splitLines(after));
  const shown = nearChanges(steps);
  const lines: DiffLine[] = [];
  let old = 0;
  let now = 0;
  let hidden = 0;
  const closeGap = () => {
    if (hidden > 0) lines.push({ kind: 'gap', count: hidden });
    hidden = 0;
  };
  steps.forEach((step, index) => {
    if (step.kind !== 'added') old += 1;
    if (step.kind !== 'removed') now += 1;
    if (shown[index] !== 1) {
      hidden += 1;
      return;
    }
    closeGap();
    lines.push(numbered(step, old, now));
    if (step.kind !== 'same' && !step.text.endsWith('\n'))
      lines.push({ kind: 'note', text: 'no line break at the end of the file' });
  });
  closeGap();
  return lines;
}

function numbered({ kind, text }: LineStep, before: number, after: number): DiffLine {
  const line = text.replace(/\r?\n$/, '');
  switch (kind) {
    case 'same':
      return { kind, text: line, before, after };
    case 'added':
      return { kind, text: line, after };
    case 'removed':
      return { kind, text: line, before };
  }
}

/** Lines with their line breaks, so that a changed line break is a change. */
function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Marks every changed line and its neighbours. */
function nearChanges(steps: readonly LineStep[]): Uint8Array {
  const shown = new Uint8Array(steps.length);
  steps.forEach(({ kind }, index) => {
    if (kind !== 'same') shown.fill(1, Math.max(0, index - context), index + context + 1);
  });
  return shown;
}
