import type { Column } from './matrix';

/** Of the column with the machines' names. */
export const nameWidth = 162;

/** Pixels that a text takes. */
export type MeasureText = (text: string) => number;

/** As wide as the role's name needs, and together at least as wide as the instance's. */
export function columnWidths(columns: readonly Column[], measure: MeasureText): readonly number[] {
  const padding = 18;
  const widths = columns.map(({ role }) => Math.min(150, Math.max(46, Math.ceil(measure(role)) + padding)));
  columns.forEach(({ instance, span }, index) => {
    if (span === 0) return;
    // Semibold is a little wider.
    const needed = Math.min(190, measure(instance) * 1.06 + padding);
    const total = widths.slice(index, index + span).reduce((sum, width) => sum + width, 0);
    const missing = Math.max(0, Math.ceil((needed - total) / span));
    for (let offset = 0; offset < span; offset += 1) {
      widths[index + offset] = (widths[index + offset] ?? 0) + missing;
    }
  });
  return widths;
}

let canvas: CanvasRenderingContext2D | null = null;

/** Measures with the font of the headings. */
export function measureHeading(text: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return text.length * 7;
  canvas.font = "12px 'Inter Variable', system-ui, sans-serif";
  return canvas.measureText(text).width;
}
