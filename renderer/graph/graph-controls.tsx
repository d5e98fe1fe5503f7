import { Tooltip, UnstyledButton } from '@mantine/core';
import { useReactFlow } from '@xyflow/react';
import {
  IconFocus2,
  IconLayoutDistributeVertical,
  IconMaximize,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react';
import { useActions, useView } from '../state';
import classes from './graph.module.css';

interface Props {
  readonly hasMoved: boolean;
  fit(): void;
  onResetLayout(): void;
}

/** Zoom, fit, focus, and back to the automatic layout once something was moved by hand. */
export function GraphControls({ fit, hasMoved, onResetLayout }: Props) {
  const { zoomIn, zoomOut } = useReactFlow();
  const isFocused = useView((view) => view.isFocused);
  const hasSelection = useView((view) => view.selection.kind !== 'none');
  const { setFocused } = useActions();
  const buttons = [
    { label: 'Zoom in', Symbol: IconPlus, run: () => void zoomIn({ duration: 150 }) },
    { label: 'Zoom out', Symbol: IconMinus, run: () => void zoomOut({ duration: 150 }) },
    { label: 'Show everything', Symbol: IconMaximize, run: () => fit() },
    ...(hasSelection || isFocused
      ? [
          {
            label: isFocused ? 'Show all equally (F)' : 'Focus on the selection and its neighbours (F)',
            Symbol: IconFocus2,
            isOn: isFocused,
            run: () => setFocused(!isFocused),
          },
        ]
      : []),
    ...(hasMoved
      ? [{ label: 'Back to the automatic layout', Symbol: IconLayoutDistributeVertical, run: onResetLayout }]
      : []),
  ];
  return (
    <div className={classes.controls} role="toolbar" aria-label="Graph view">
      {buttons.map(({ label, Symbol, run, ...rest }) => (
        <Tooltip key={label} label={label} position="right">
          <UnstyledButton
            className={classes.control}
            aria-label={label}
            aria-pressed={'isOn' in rest ? rest.isOn : undefined}
            onClick={run}
          >
            <Symbol size={14} stroke={1.75} />
          </UnstyledButton>
        </Tooltip>
      ))}
    </div>
  );
}
