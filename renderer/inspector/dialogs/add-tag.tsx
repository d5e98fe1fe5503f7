import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { listed } from '../../forms';
import { useActions, useClan } from '../../state';
import { tagNameProblem } from '../parts/names';
import { AskDialog } from './dialog';
import classes from './dialogs.module.css';

/** One tag for one or several machines. */
export function AddTagDialog({
  machines,
  onClose,
}: {
  readonly machines: readonly string[];
  readonly onClose: () => void;
}) {
  const clan = useClan();
  const { edit } = useActions();
  const [tag, setTag] = useState('');
  const problem = tagNameProblem(tag, clan);
  const have = machines.filter((name) =>
    clan?.machines.find((machine) => machine.name === name)?.tags.some((own) => own.tag === tag),
  );
  const missing = machines.filter((name) => !have.includes(name));
  const who = machines.length <= 4 ? listed(machines) : `${machines.length} machines`;
  const reach = rolesThrough(clan, tag);
  const add = async () => {
    if (await edit({ kind: 'machine/add-tag', machines: missing, tag })) onClose();
  };
  return (
    <AskDialog
      title={`Add a tag to ${who}`}
      answer="Add tag"
      canAnswer={problem === null && missing.length > 0}
      onAnswer={() => void add()}
      onClose={onClose}
    >
      <Autocomplete
        label="Tag"
        placeholder="server"
        data={(clan?.tags ?? []).filter(({ kind }) => kind === 'plain').map(({ name }) => name)}
        value={tag}
        error={tag === '' ? null : missing.length === 0 ? 'They have this tag already.' : problem}
        data-autofocus
        onChange={setTag}
      />
      {reach.length > 0 && (
        <p className={classes.muted}>
          Machines with this tag take part in {listed(reach.slice(0, 5))}
          {reach.length > 5 && ` and ${reach.length - 5} more`}.
        </p>
      )}
    </AskDialog>
  );
}

function rolesThrough(clan: ReturnType<typeof useClan>, tag: string): readonly string[] {
  return (clan?.instances ?? []).flatMap((instance) =>
    instance.roles
      .filter((role) => role.tags.some((use) => use.tag === tag))
      .map((role) => `${instance.name} › ${role.name}`),
  );
}
