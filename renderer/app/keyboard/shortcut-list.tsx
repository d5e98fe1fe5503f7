import { Kbd, Modal } from '@mantine/core';
import { useActions, useView } from '../../state';
import classes from './shortcut-list.module.css';
import { keyLabels, shortcuts } from './shortcuts';

const groups = ['Document', 'Go to', 'View', 'Selection'] as const;

const inPlace = [
  { keys: ['↑', '↓'], label: 'In the graph: the next machine, tag, role or edge' },
  { keys: ['←', '→'], label: 'In the graph: along an assignment, from machine to edge to role' },
  { keys: ['Enter'], label: 'Select what has the focus' },
  { keys: ['Menu'], label: 'What can be done with it (also Shift F10)' },
  { keys: ['Space'], label: 'In the table: assign or unassign' },
  { keys: ['F8'], label: 'Next problem' },
] as const;

/** All keys, made from the registry that runs them. */
export function ShortcutList() {
  const isOpen = useView((view) => view.dialog.kind === 'shortcuts');
  const { closeDialog } = useActions();
  return (
    <Modal opened={isOpen} onClose={closeDialog} title="Keyboard" size={620}>
      <div className={classes.columns}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={classes.heading}>{group}</h3>
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map((shortcut) => (
                <Line key={keyLabels(shortcut).join()} label={shortcut.label} keys={keyLabels(shortcut)} />
              ))}
          </section>
        ))}
        <section>
          <h3 className={classes.heading}>In lists, graph and table</h3>
          {inPlace.map(({ keys, label }) => (
            <Line key={label} label={label} keys={keys} />
          ))}
        </section>
      </div>
    </Modal>
  );
}

function Line({ label, keys }: { readonly label: string; readonly keys: readonly string[] }) {
  return (
    <div className={classes.line}>
      <span>{label}</span>
      <span className={classes.keys}>
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {key}
          </Kbd>
        ))}
      </span>
    </div>
  );
}
