import type { ClanEvaluation } from '../../../shared/clan/evaluation';
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
  const { edit, select } = useActions();
  const machine = clan?.machines.find((candidate) => candidate.name === name);
  const isRefused = machine !== undefined && !machine.access.canDelete;
  const effects = clan === null ? [] : machineEffects(clan, name);
  const remove = async () => {
    if (!(await edit({ kind: 'machine/delete', name }))) return;
    onClose();
    select({ kind: 'none' });
  };
  return (
    <AskDialog
      title={`Delete ${name}?`}
      answer="Delete machine"
      isDangerous
      canAnswer={!isRefused}
      onAnswer={() => void remove()}
      onClose={onClose}
    >
      {isRefused ? (
        <FieldNote severity="warning">
          {machine.access.reason ?? 'It is defined in Nix; delete it there.'}
          {machine.access.place !== undefined && <div>{machine.access.place.label}</div>}
        </FieldNote>
      ) : (
        <Effects
          effects={effects}
          calm="No role mentions it by name."
          lead="It is also taken out of these roles, together with its own settings there:"
        />
      )}
      {!isRefused && (
        <p className={classes.muted}>Nothing is written before you save, and it can be undone.</p>
      )}
    </AskDialog>
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
  const { edit, select } = useActions();
  const isWritten = useWorkspace((slice) => {
    const instances = slice.workspace?.document['instances'];
    return typeof instances === 'object' && instances !== null && Object.hasOwn(instances, name);
  });
  const instance = clan?.instances.find((candidate) => candidate.name === name);
  const isRefused = instance !== undefined ? !instance.access.canDelete : !isWritten;
  const effects = (instance?.roles ?? []).flatMap((role) =>
    role.members.length === 0
      ? []
      : [`${role.name}: ${role.members.map(({ machine }) => machine).join(', ')}`],
  );
  const remove = async () => {
    if (!(await edit({ kind: 'instance/delete', name }))) return;
    onClose();
    select({ kind: 'none' });
  };
  return (
    <AskDialog
      title={`Delete ${name}?`}
      answer="Delete instance"
      isDangerous
      canAnswer={!isRefused}
      onAnswer={() => void remove()}
      onClose={onClose}
    >
      {isRefused ? (
        <FieldNote severity="warning">
          {instance?.access.reason ?? 'It is defined in Nix; delete it there.'}
        </FieldNote>
      ) : (
        <Effects
          effects={effects}
          calm="No machine uses it."
          lead="These machines lose what it configures:"
        />
      )}
      {!isRefused && (
        <p className={classes.muted}>Nothing is written before you save, and it can be undone.</p>
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
