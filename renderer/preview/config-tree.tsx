import { IconAlertCircle, IconChevronRight, IconHelpCircle, IconLoader2 } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { JsonPath } from '../../shared/base/json';
import type { PreviewNode } from '../../shared/clan/evaluation';
import type { FindLevel } from './levels';
import { MarkedText, OnlyIf } from './marked-text';
import { NixSign, NixValue } from './nix-mark';
import classes from './preview.module.css';
import type { TreeLine } from './tree';

const rowHeight = 26;

/** The lines of a configuration; only those in sight are drawn. */
export function ConfigTree(props: {
  readonly lines: readonly TreeLine[];
  readonly selected: string | null;
  /** Whether system Nix was asked about any of it: lines keep a place for its sign. */
  readonly isSigned: boolean;
  /** What became of the question for a part that was left out. */
  readonly findLevel: FindLevel;
  readonly onSelect: (path: JsonPath) => void;
  readonly onToggle: (line: TreeLine, isOpen: boolean) => void;
}) {
  const { lines, selected, isSigned, findLevel, onSelect, onToggle } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => lines[index]?.key ?? index,
  });
  const selectedIndex = lines.findIndex(({ key }) => key === selected);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another line is selected, not whenever lines come or go
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = keyMove(event.key, lines, Math.max(0, selectedIndex));
    if (move === null) return;
    event.preventDefault();
    if (move.kind === 'toggle') onToggle(move.line, !move.line.isOpen);
    else onSelect(move.line.path);
  };
  return (
    <div
      ref={box}
      className={classes.tree}
      role="tree"
      tabIndex={0}
      aria-label="Resulting configuration"
      aria-activedescendant={selectedIndex < 0 ? undefined : `${id}-${selectedIndex}`}
      data-testid="config-tree"
      data-signed={isSigned || undefined}
      onKeyDown={onKeyDown}
      // Selecting may move the lines, so the second click is meant for what the first one selected.
      onDoubleClick={() => {
        const line = lines[selectedIndex];
        if (line?.canOpen === true) onToggle(line, !line.isOpen);
      }}
    >
      <div className={classes.treeInner} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <Line
              key={key}
              id={`${id}-${index}`}
              line={line}
              top={start}
              isSelected={index === selectedIndex}
              level={line.node.isPartial === true ? findLevel(line.path) : undefined}
              onSelect={onSelect}
              onToggle={onToggle}
            />
          );
        })}
      </div>
    </div>
  );
}

type Move = { readonly kind: 'select' | 'toggle'; readonly line: TreeLine };

function keyMove(key: string, lines: readonly TreeLine[], index: number): Move | null {
  const line = lines[index];
  const to = (target: TreeLine | undefined): Move | null =>
    target === undefined ? null : { kind: 'select', line: target };
  switch (key) {
    case 'ArrowDown':
      return to(lines[index + 1] ?? line);
    case 'ArrowUp':
      return to(lines[index - 1] ?? line);
    case 'Home':
      return to(lines[0]);
    case 'End':
      return to(lines.at(-1));
    case 'ArrowRight':
      if (line === undefined || !line.canOpen) return null;
      return line.isOpen ? to(lines[index + 1]) : { kind: 'toggle', line };
    case 'ArrowLeft':
      if (line === undefined) return null;
      if (line.canOpen && line.isOpen) return { kind: 'toggle', line };
      return to(lines.slice(0, index).findLast(({ depth }) => depth < line.depth));
    case 'Enter':
    case ' ':
      return line?.canOpen === true ? { kind: 'toggle', line } : to(line);
    default:
      return null;
  }
}

function Line(props: {
  readonly id: string;
  readonly line: TreeLine;
  readonly top: number;
  readonly isSelected: boolean;
  readonly level: ReturnType<FindLevel>;
  readonly onSelect: (path: JsonPath) => void;
  readonly onToggle: (line: TreeLine, isOpen: boolean) => void;
}) {
  const { line, isSelected, level, onSelect, onToggle } = props;
  const { node } = line;
  // An open set leaves it to its members to say where they come from; two values leave no room for it.
  const isCrowded = (line.canOpen && line.isOpen) || node.nix?.kind === 'differs';
  const sources = isCrowded ? '' : node.sources.map(shortSource).join(', ');
  return (
    <div
      id={props.id}
      role="treeitem"
      aria-level={line.depth + 1}
      aria-selected={isSelected}
      {...(line.canOpen && { 'aria-expanded': line.isOpen })}
      className={classes.line}
      data-change={node.change?.kind}
      data-testid={`config-line:${line.path.join('.')}`}
      style={{ top: props.top, paddingLeft: 6 + line.depth * 16 }}
      onClick={(event) => {
        if (event.detail < 2) onSelect(line.path);
      }}
    >
      <span
        className={classes.twist}
        data-open={line.isOpen || undefined}
        onClick={(event) => {
          if (!line.canOpen) return;
          event.stopPropagation();
          onToggle(line, !line.isOpen);
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {line.canOpen && <IconChevronRight size={13} stroke={1.8} aria-hidden />}
      </span>
      <span className={classes.text}>
        <span className={classes.name}>{line.label}</span>
        {line.excerpt !== undefined ? (
          <>
            <span className={classes.equals}> = </span>
            <span className={classes.value} title="Found inside of the value; select it to see the whole">
              {line.excerpt}
            </span>
          </>
        ) : (
          (!line.canOpen || !line.isOpen) && <Value node={node} />
        )}
        {line.isOpen && node.children === undefined && <Level level={level} />}
      </span>
      <NixValue node={node} />
      <span className={classes.sources} title={node.sources.join(', ')}>
        <ChangeWord node={node} />
        {sources !== '' && node.change !== undefined && ' · '}
        {sources}
      </span>
      <NixSign node={node} />
    </div>
  );
}

/** A part that is being asked for, or could not be had. */
function Level({ level }: { readonly level: ReturnType<FindLevel> }) {
  if (level?.status === 'failed') {
    return (
      <span className={classes.error}>
        {' '}
        <IconAlertCircle size={13} stroke={1.8} aria-hidden /> {level.error?.message ?? 'cannot be evaluated'}
      </span>
    );
  }
  return (
    <span className={classes.unknown} role="status">
      {' '}
      <IconLoader2 size={13} stroke={1.8} className={classes.spin} aria-hidden /> Nix is looking…
    </span>
  );
}

/** Of a file, its own name says most in little room. */
function shortSource(source: string): string {
  return source.slice(source.lastIndexOf('/') + 1);
}

function Value({ node }: { readonly node: PreviewNode }) {
  if (node.kind === 'error') {
    return (
      <span className={classes.error}>
        {' '}
        <IconAlertCircle size={13} stroke={1.8} aria-hidden />{' '}
        {node.diagnostic?.message ?? 'cannot be evaluated'}
      </span>
    );
  }
  if (node.kind === 'unknown') {
    return (
      <span className={classes.unknown} title={node.diagnostic?.message}>
        {' '}
        <IconHelpCircle size={13} stroke={1.8} aria-hidden /> {node.text}
      </span>
    );
  }
  return (
    <>
      <span className={classes.equals}> = </span>
      <span className={classes.value} data-kind={valueKind(node)}>
        <MarkedText text={node.text} />
      </span>
      {node.onlyIf !== undefined && <OnlyIf condition={node.onlyIf} />}
    </>
  );
}

function valueKind(node: PreviewNode): string {
  if (node.kind !== 'value') return node.kind;
  if (/^("|'')/.test(node.text)) return 'text';
  return /^-?\d/.test(node.text) ? 'number' : 'word';
}

function ChangeWord({ node }: { readonly node: PreviewNode }) {
  const { change } = node;
  if (change === undefined) return null;
  const word =
    change.kind === 'added'
      ? 'new'
      : change.kind === 'removed'
        ? 'removed'
        : `was ${change.was ?? 'something else'}`;
  return (
    <span className={classes.changeWord} data-kind={change.kind} title={word}>
      {word}
    </span>
  );
}
