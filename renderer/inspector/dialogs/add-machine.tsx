import { Select, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MachineClass } from '../../../shared/clan/evaluation';
import { FieldNote } from '../../forms';
import { useActions, useClan } from '../../state';
import { machineNameProblem, tagNameProblem } from '../parts/names';
import { AskDialog } from './dialog';

/** A new machine in inventory.json. */
export function AddMachineDialog({ onClose }: { readonly onClose: () => void }) {
  const clan = useClan();
  const { edit, goTo } = useActions();
  const [name, setName] = useState('');
  const [machineClass, setMachineClass] = useState<MachineClass>('nixos');
  const [description, setDescription] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const problem = machineNameProblem(name, clan);
  const tagProblem = tags.map((tag) => tagNameProblem(tag, clan)).find((found) => found !== null) ?? null;
  const access = clan?.machinesAccess;
  const isRefused = access !== undefined && !access.canWrite;
  const add = async () => {
    const isDone = await edit({
      kind: 'machine/add',
      name,
      machineClass,
      ...(description.trim() !== '' && { description: description.trim() }),
      ...(tags.length > 0 && { tags }),
    });
    if (!isDone) return;
    onClose();
    goTo({ kind: 'machine', machine: name });
  };
  return (
    <AskDialog
      title="Add machine"
      answer="Add machine"
      canAnswer={problem === null && tagProblem === null && !isRefused}
      onAnswer={() => void add()}
      onClose={onClose}
    >
      {isRefused && <FieldNote severity="warning">{access.reason}</FieldNote>}
      <TextInput
        label="Name"
        description="The host name: letters, digits and inner hyphens"
        placeholder="athena"
        value={name}
        error={name === '' ? null : problem}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value.trim())}
      />
      <Select
        label="Class"
        data={[
          { value: 'nixos', label: 'NixOS' },
          { value: 'darwin', label: 'macOS (darwin)' },
        ]}
        value={machineClass}
        allowDeselect={false}
        onChange={(value) => setMachineClass(value === 'darwin' ? 'darwin' : 'nixos')}
      />
      <TextInput
        label="Description"
        placeholder="What this machine is for"
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <TagsInput
        label="Tags"
        placeholder={tags.length === 0 ? 'server, laptop, …' : undefined}
        data={(clan?.tags ?? []).filter(({ kind }) => kind === 'plain').map((tag) => tag.name)}
        value={tags}
        error={tagProblem}
        onChange={setTags}
      />
    </AskDialog>
  );
}
