import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { DiffLine } from './diff-lines';
import classes from './review.module.css';

const rowHeight = 20;

/** The change of the file, line by line; only what is in sight is drawn. */
export function DiffView({
  lines,
  focus,
}: {
  readonly lines: readonly DiffLine[];
  readonly focus: number | null;
}) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  useEffect(() => {
    if (focus !== null) virtual.scrollToIndex(focus, { align: 'center' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another change is looked at
  }, [focus]);
  const widest = lines.reduce(
    (width, line) => ('text' in line ? Math.max(width, line.text.length) : width),
    0,
  );
  return (
    <div
      ref={box}
      className={classes.diff}
      tabIndex={0}
      role="region"
      aria-label="Change of inventory.json"
      data-testid="diff"
    >
      <div
        className={classes.diffInner}
        style={{ height: virtual.getTotalSize(), minWidth: `calc(${widest}ch + 130px)` }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <Line key={index} line={line} top={start} isFocused={index === focus} />
          );
        })}
      </div>
    </div>
  );
}

const signs = { same: '', added: '+', removed: '-' } as const;

function Line({
  line,
  top,
  isFocused,
}: {
  readonly line: DiffLine;
  readonly top: number;
  readonly isFocused: boolean;
}) {
  if (line.kind === 'gap') {
    return (
      <div className={classes.gap} style={{ top }}>
        {line.count === 1 ? '1 unchanged line' : `${line.count.toLocaleString('en')} unchanged lines`}
      </div>
    );
  }
  if (line.kind === 'note') {
    return (
      <div className={classes.diffNote} style={{ top }}>
        {line.text}
      </div>
    );
  }
  return (
    <div
      className={classes.diffLine}
      data-kind={line.kind}
      data-focused={isFocused || undefined}
      style={{ top }}
    >
      <span className={classes.lineNumber}>{line.before ?? ''}</span>
      <span className={classes.lineNumber}>{line.after ?? ''}</span>
      <span className={classes.sign} aria-label={line.kind === 'same' ? undefined : line.kind}>
        {signs[line.kind]}
      </span>
      <span className={classes.lineText}>{line.text}</span>
    </div>
  );
}
