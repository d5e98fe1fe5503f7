import type { Column } from './matrix';

/** Of the column with the machines' names. */
export const nameWidth = 162;

/** As wide as the role's name needs in Inter, and together at least as wide as the instance's. */
export function columnWidths(columns: readonly Column[]): readonly number[] {
  const widths = columns.map(({ role }) => Math.min(150, Math.max(46, Math.round(role.length * 6.5 + 18))));
  columns.forEach(({ instance, span }, index) => {
    if (span === 0) return;
    const needed = Math.min(190, instance.length * 7 + 18);
    const total = widths.slice(index, index + span).reduce((sum, width) => sum + width, 0);
    const missing = Math.max(0, Math.ceil((needed - total) / span));
    for (let offset = 0; offset < span; offset += 1) {
      widths[index + offset] = (widths[index + offset] ?? 0) + missing;
    }
  });
  return widths;
}
