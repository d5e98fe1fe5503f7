import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FieldNote } from '../../forms';
import { useActions, useClan } from '../../state';
import { freeInstanceName, instanceNameProblem } from '../parts/names';
import { AskDialog } from './dialog';
import classes from './dialogs.module.css';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

/** Another name for an instance; members and settings come along. */
export function RenameInstanceDialog({ name, onClose }: Props) {
  const clan = useClan();
  const { edit, goTo } = useActions();
  const [to, setTo] = useState(name);
  const problem = instanceNameProblem(to, clan, name);
  const instance = clan?.instances.find((candidate) => candidate.name === name);
  const isRefused = instance !== undefined && !instance.access.canDelete;
  const rename = async () => {
    if (!(await edit({ kind: 'instance/rename', name, to }))) return;
    onClose();
    goTo({ kind: 'instance', instance: to });
  };
  return (
    <AskDialog
      title={`Rename ${name}`}
      answer="Rename"
      canAnswer={problem === null && !isRefused}
      onAnswer={() => void rename()}
      onClose={onClose}
    >
      {isRefused && (
        <FieldNote severity="warning">
          {instance.access.reason ?? 'It is defined in Nix; rename it there.'}
        </FieldNote>
      )}
      <TextInput
        label="Name"
        value={to}
        error={to === name ? null : problem}
        data-autofocus
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <p className={classes.muted}>
        Roles, members and settings stay. Services may use the name of an instance for files, users or secrets
        on the machines; the resulting configuration shows what moves.
      </p>
    </AskDialog>
  );
}

/** A copy of what inventory.json says about an instance. */
export function DuplicateInstanceDialog({ name, onClose }: Props) {
  const clan = useClan();
  const { edit, goTo } = useActions();
  const [to, setTo] = useState(() => freeInstanceName(`${name}-copy`, clan));
  const problem = instanceNameProblem(to, clan);
  const duplicate = async () => {
    if (!(await edit({ kind: 'instance/duplicate', name, to }))) return;
    onClose();
    goTo({ kind: 'instance', instance: to });
  };
  return (
    <AskDialog
      title={`Duplicate ${name}`}
      answer="Duplicate"
      canAnswer={problem === null}
      onAnswer={() => void duplicate()}
      onClose={onClose}
    >
      <TextInput
        label="Name of the copy"
        value={to}
        error={problem}
        data-autofocus
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <p className={classes.muted}>Members and settings that are written in inventory.json are copied.</p>
    </AskDialog>
  );
}
