import { Autocomplete } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useActions, useClan } from '../../state';
import classes from './add-tag.module.css';
import { tagNameProblem } from './names';

/** A small input that puts a tag on machines: an existing one or a new name. */
export function AddTag({
  machines,
  taken,
}: {
  readonly machines: readonly string[];
  readonly taken: readonly string[];
}) {
  const clan = useClan();
  const { edit } = useActions();
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const known = (clan?.tags ?? [])
    .filter((tag) => tag.kind === 'plain' && !taken.includes(tag.name))
    .map((tag) => tag.name);
  const problem =
    name === '' ? null : taken.includes(name) ? 'It has this tag already.' : tagNameProblem(name, clan);
  const add = (tag: string) => {
    if (tag === '' || taken.includes(tag) || tagNameProblem(tag, clan) !== null) return;
    setName('');
    setOpen(false);
    void edit({ kind: 'machine/add-tag', machines, tag });
  };
  if (!isOpen) {
    return (
      <button type="button" className={classes.open} onClick={() => setOpen(true)}>
        <IconPlus size={12} stroke={1.8} aria-hidden /> tag
      </button>
    );
  }
  return (
    <Autocomplete
      className={classes.input}
      size="xs"
      aria-label="New tag"
      placeholder="tag name"
      data={known}
      value={name}
      error={problem}
      autoFocus
      onChange={setName}
      onOptionSubmit={add}
      onBlur={() => {
        if (name === '') setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') add(name.trim());
        if (event.key === 'Escape') {
          setName('');
          setOpen(false);
        }
      }}
    />
  );
}
