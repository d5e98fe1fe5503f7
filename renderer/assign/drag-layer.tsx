import { useEffect } from 'react';
import { machineSymbol, useClan, useDrag, type Drag, type DragLoad, type Point } from '../state';
import { MachineIcon, TagIcon } from '../ui';
import classes from './drag-layer.module.css';

/** What follows the pointer during a drag: the ghost of what is held, the line from its port, and what a drop would do. */
export function DragLayer() {
  const drag = useDrag((slice) => slice.drag);
  const isDragging = drag !== null;
  useEffect(() => {
    document.body.classList.toggle(classes.dragging ?? '', isDragging);
  }, [isDragging]);
  if (drag === null) return null;
  return (
    <div className={classes.layer}>
      {drag.anchor !== null && <Line from={drag.anchor} to={drag.pointer} />}
      {drag.hasGhost && <Ghost load={drag.load} pointer={drag.pointer} />}
      <Hint drag={drag} />
    </div>
  );
}

function Line({ from, to }: { readonly from: Point; readonly to: Point }) {
  const bend = Math.max(40, Math.abs(to.x - from.x) / 2);
  const direction = to.x >= from.x ? 1 : -1;
  const path = `M${from.x},${from.y} C${from.x + direction * bend},${from.y} ${to.x - direction * bend},${to.y} ${to.x},${to.y}`;
  return (
    <svg className={classes.line} aria-hidden>
      <path d={path} />
    </svg>
  );
}

function Ghost({ load, pointer }: { readonly load: DragLoad; readonly pointer: Point }) {
  const clan = useClan();
  const { name, more, icon } = ghostOf(load, clan);
  return (
    <div
      className={classes.ghost}
      style={{ transform: `translate(${pointer.x + 6}px, ${pointer.y + 4}px) rotate(-2deg)` }}
    >
      {icon}
      <span className={classes.name}>{name}</span>
      {more > 0 && <span className={classes.more}>+{more}</span>}
    </div>
  );
}

function ghostOf(load: DragLoad, clan: ReturnType<typeof useClan>) {
  if (load.kind === 'role') return { name: `${load.instance} › ${load.role}`, more: 0, icon: null };
  const [machine] = load.machines;
  const [tag] = load.tags;
  const more = load.machines.length + load.tags.length - 1;
  if (machine !== undefined) {
    const found = clan?.machines.find(({ name }) => name === machine);
    return {
      name: machine,
      more,
      icon: <MachineIcon symbol={found === undefined ? 'desktop' : machineSymbol(found)} />,
    };
  }
  const isComputed = clan?.tags.find(({ name }) => name === tag)?.kind === 'computed';
  return { name: tag ?? '', more, icon: <TagIcon isComputed={isComputed} /> };
}

/** Stays inside of the window, whatever the pointer does. */
function Hint({ drag: { pointer, preview } }: { readonly drag: Drag }) {
  if (preview === null) return null;
  const width = 264;
  const x = Math.min(pointer.x + 60, window.innerWidth - width - 12);
  const y = pointer.y + 44 > window.innerHeight - 70 ? pointer.y - 70 : pointer.y + 44;
  return (
    <div
      className={classes.hint}
      data-testid="drag-hint"
      data-allowed={preview.isAllowed}
      role="status"
      style={{ transform: `translate(${x}px, ${y}px)`, width }}
    >
      {preview.isAllowed ? (
        <>
          <span className={classes.summary}>{preview.summary}.</span>{' '}
          <span className={classes.notes}>{preview.notes.slice(0, 2).join(' ')}</span>
        </>
      ) : (
        <>
          <span className={classes.summary}>Not possible.</span>{' '}
          <span className={classes.notes}>{preview.reason}</span>
        </>
      )}
    </div>
  );
}
