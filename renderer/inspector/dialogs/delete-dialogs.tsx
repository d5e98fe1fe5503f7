import type { ReactNode } from 'react';
import type { Edit } from '../../../shared/clan/edits/edit';
import type { Access, ClanEvaluation } from '../../../shared/clan/evaluation';
import { FieldNote } from '../../forms';
import { useActions, useClan, useWorkspace } from '../../state';
import { AskDialog } from './dialog';
import classes from './dialogs.module.css';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

/** What goes with a machine, before it goes. */
export function DeleteMachineDialog({ name, onClose }: Props) {
  const clan = useClan();
  const machine = clan?.machines.find((candidate) => candidate.name === name);
  const effects = clan === null ? [] : machineEffects(clan, name);
  return (
    <DeleteDialog
      name={name}
      answer="Delete machine"
      edit={{ kind: 'machine/delete', name }}
      isRefused={machine !== undefined && !machine.access.canDelete}
      access={machine?.access}
      onClose={onClose}
    >
      <Effects
        effects={effects}
        calm="No role mentions it by name."
        lead="It is also taken out of these roles, together with its own settings there:"
      />
    </DeleteDialog>
  );
}

function machineEffects(clan: ClanEvaluation, machine: string): readonly string[] {
  return clan.instances.flatMap((instance) =>
    instance.roles.flatMap((role) => {
      const member = role.members.find((candidate) => candidate.machine === machine);
      const isDirect = member?.reasons.some(({ kind }) => kind === 'direct') ?? false;
      if (!isDirect) return [];
      const left = role.members.length - 1;
      return [`${instance.name} › ${role.name} (${left === 0 ? 'nobody left' : `${left} left`})`];
    }),
  );
}

/** What goes with an instance. */
export function DeleteInstanceDialog({ name, onClose }: Props) {
  const clan = useClan();
  const isWritten = useWorkspace((slice) => {
    const instances = slice.workspace?.document['instances'];
    return typeof instances === 'object' && instances !== null && Object.hasOwn(instances, name);
  });
  const instance = clan?.instances.find((candidate) => candidate.name === name);
  const effects = (instance?.roles ?? []).flatMap((role) =>
    role.members.length === 0
      ? []
      : [`${role.name}: ${role.members.map(({ machine }) => machine).join(', ')}`],
  );
  return (
    <DeleteDialog
      name={name}
      answer="Delete instance"
      edit={{ kind: 'instance/delete', name }}
      isRefused={instance !== undefined ? !instance.access.canDelete : !isWritten}
      access={instance?.access}
      onClose={onClose}
    >
      <Effects effects={effects} calm="No machine uses it." lead="These machines lose what it configures:" />
    </DeleteDialog>
  );
}

/** The question itself: why it cannot be, or what goes too (`children`) and the way back. */
function DeleteDialog(props: {
  readonly name: string;
  readonly answer: string;
  readonly edit: Edit;
  readonly isRefused: boolean;
  readonly access: Access | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { edit, select } = useActions();
  const remove = async () => {
    if (!(await edit(props.edit))) return;
    props.onClose();
    select({ kind: 'none' });
  };
  return (
    <AskDialog
      title={`Delete ${props.name}?`}
      answer={props.answer}
      isDangerous
      canAnswer={!props.isRefused}
      onAnswer={() => void remove()}
      onClose={props.onClose}
    >
      {props.isRefused ? (
        <FieldNote severity="warning">
          {props.access?.reason ?? 'It is defined in Nix; delete it there.'}
          {props.access?.place !== undefined && <div>{props.access.place.label}</div>}
        </FieldNote>
      ) : (
        <>
          {props.children}
          <p className={classes.muted}>Nothing is written before you save, and it can be undone.</p>
        </>
      )}
    </AskDialog>
  );
}

function Effects(props: {
  readonly effects: readonly string[];
  readonly calm: string;
  readonly lead: string;
}) {
  if (props.effects.length === 0) return <p className={classes.text}>{props.calm}</p>;
  return (
    <>
      <p className={classes.text}>{props.lead}</p>
      <ul className={classes.effects}>
        {props.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </>
  );
}
