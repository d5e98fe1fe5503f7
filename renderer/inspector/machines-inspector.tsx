import { Button } from '@mantine/core';
import { IconPlus, IconTag } from '@tabler/icons-react';
import type { EvaluatedMachine } from '../../shared/clan/evaluation';
import { machineSymbol, useActions, useClan } from '../state';
import { MachineIcon } from '../ui';
import { AddTag } from './parts/add-tag';
import { CappedList } from './parts/capped-list';
import { Section, SelectLink } from './parts/links';
import { LoadingPane } from './parts/loading-pane';
import { Pane } from './parts/pane';
import parts from './parts/parts.module.css';
import { MachineTagPill } from './parts/tag-pill';
import classes from './machine/machine.module.css';

/** Several machines at once: what they share, and what can be done to all of them. */
export function MachinesInspector({ names }: { readonly names: readonly string[] }) {
  const clan = useClan();
  const { openDialog, edit } = useActions();
  if (clan === null) return <LoadingPane title={`${names.length} machines`} />;
  const machines = names.flatMap((name) => clan.machines.find((machine) => machine.name === name) ?? []);
  const shared = sharedTags(machines);
  const selected = [...names];
  return (
    <Pane
      path="machines"
      title={`${machines.length} machines`}
      tabs={[
        {
          key: 'bulk',
          label: 'Selection',
          content: (
            <>
              <div className={`${parts.section} ${parts.buttons}`}>
                <Button
                  leftSection={<IconPlus size={14} stroke={1.8} />}
                  onClick={() => openDialog({ kind: 'assign', machines: selected, tags: [] })}
                >
                  Assign to a role
                </Button>
                <Button
                  leftSection={<IconTag size={14} stroke={1.7} />}
                  onClick={() => openDialog({ kind: 'add-tag', machines: selected })}
                >
                  Add a tag
                </Button>
              </div>
              <Section title="Tags that all of them have">
                <div className={classes.tags}>
                  {shared.map((tag) => (
                    <MachineTagPill
                      key={tag.tag}
                      tag={tag}
                      onRemove={() =>
                        void edit({ kind: 'machine/remove-tag', machines: selected, tag: tag.tag })
                      }
                    />
                  ))}
                  <AddTag machines={selected} taken={shared.map(({ tag }) => tag)} />
                </div>
              </Section>
              <Section title="Machines">
                <CappedList
                  items={machines}
                  row={(machine) => (
                    <li key={machine.name} className={parts.row}>
                      <MachineIcon symbol={machineSymbol(machine)} />
                      <SelectLink to={{ kind: 'machine', machine: machine.name }} className={parts.rowName}>
                        {machine.name}
                      </SelectLink>
                      <span className={parts.rowDetail}>
                        {machine.tags
                          .filter(({ origin }) => origin !== 'computed')
                          .map(({ tag }) => tag)
                          .join(', ')}
                      </span>
                    </li>
                  )}
                />
              </Section>
            </>
          ),
        },
      ]}
    />
  );
}

/** A tag can be taken off all of them only where each has it from inventory.json. */
function sharedTags(machines: readonly EvaluatedMachine[]) {
  const [first, ...others] = machines;
  return (first?.tags ?? []).flatMap((tag) => {
    const same = others.map((machine) => machine.tags.find((candidate) => candidate.tag === tag.tag));
    if (same.includes(undefined)) return [];
    return [same.find((candidate) => candidate?.origin !== 'json') ?? tag];
  });
}
