import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useId } from 'react';
import type { FieldState } from '../../../shared/clan/evaluation';
import type { MachineField } from '../../../shared/clan/edits/edit';
import { plainText, useDraft, valueAt } from '../../forms';
import { useActions, useWorkspace } from '../../state';
import { LockWord } from '../parts/links';
import classes from './machine.module.css';

/** One text field of a machine, with where its value comes from. */
export function MachineTextField(props: {
  readonly machine: string;
  readonly field: MachineField;
  readonly label: string;
  readonly placeholder: string;
  readonly help?: string;
  readonly state: FieldState | undefined;
  readonly isMono?: boolean;
}) {
  const { machine, field, state } = props;
  const { edit } = useActions();
  const id = useId();
  const readOnly = useWorkspace((slice) => slice.workspace?.readOnly ?? null);
  const inDocument = useWorkspace((slice) =>
    valueAt(slice.workspace?.document, ['machines', machine, ...field.split('.')]),
  );
  const isHere = inDocument !== undefined && inDocument !== null;
  const value = inDocument ?? (state?.isSet === true && !state.access.canWrite ? state.value : null);
  const canWrite = (state?.access.canWrite ?? true) && readOnly === null;
  const draft = useDraft({
    shown: value === null ? '' : plainText(value),
    commit: (text, gesture) =>
      text === '' && !isHere
        ? Promise.resolve(true)
        : edit(
            { kind: 'machine/set-field', machine, field, value: text === '' ? null : text },
            { kind: 'merge', mergeKey: `machine ${machine} ${field} ${gesture}`.slice(-1000) },
          ),
  });
  const reset = () =>
    edit(
      state?.access.canDelete === true
        ? { kind: 'machine/set-field', machine, field }
        : { kind: 'machine/set-field', machine, field, value: null },
    );
  return (
    <div
      className={classes.field}
      data-set={(isHere && canWrite) || undefined}
      data-testid={`machine-field:${field}`}
    >
      <div className={classes.fieldHead}>
        <label htmlFor={id}>{props.label}</label>
        {!canWrite ? (
          <LockWord
            access={
              readOnly === null && state
                ? state.access
                : { canWrite: false, canDelete: false, reason: readOnly?.message }
            }
          />
        ) : isHere ? (
          <span className={classes.here}>
            set here
            <Tooltip label="Take the value out">
              <ActionIcon
                size={20}
                color="blue"
                aria-label={`Reset ${props.label}`}
                onClick={() => void reset()}
              >
                <IconRestore size={13} stroke={1.9} />
              </ActionIcon>
            </Tooltip>
          </span>
        ) : (
          <span className={classes.default}>not set</span>
        )}
      </div>
      <input
        id={id}
        className={classes.input}
        data-mono={props.isMono || undefined}
        data-readonly={!canWrite || undefined}
        readOnly={!canWrite}
        value={draft.text}
        placeholder={props.placeholder}
        spellCheck={false}
        onChange={(event) => draft.onChange(event.currentTarget.value)}
        onFocus={draft.onFocus}
        onBlur={draft.onBlur}
        onKeyDown={draft.onKeyDown}
      />
      {props.help !== undefined && <div className={classes.help}>{props.help}</div>}
    </div>
  );
}
