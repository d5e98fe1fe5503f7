import { Button, Checkbox, Popover, ScrollArea, SegmentedControl } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { filterCount, instanceLooks, useActions, useClan, useView } from '../state';
import { ServiceBadge, TagIcon } from '../ui';
import classes from './filter-button.module.css';

/** Which instances, tags and machine classes graph and table show. */
export function FilterButton() {
  const count = useView((view) => filterCount(view.filter));
  return (
    <Popover position="bottom-start" width={280} trapFocus>
      <Popover.Target>
        <Button
          leftSection={
            count === 0 ? <IconPlus size={15} stroke={1.7} /> : <IconFilter size={15} stroke={1.7} />
          }
          data-active={count > 0 || undefined}
          className={classes.button}
        >
          {count === 0 ? 'Filter' : `Filter · ${count}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <FilterForm />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterForm() {
  const clan = useClan();
  const filter = useView((view) => view.filter);
  const { setFilter, clearFilter } = useActions();
  if (clan === null) return null;
  const looks = instanceLooks(clan);
  const toggle = (list: readonly string[], name: string) =>
    list.includes(name) ? list.filter((other) => other !== name) : [...list, name];
  return (
    <>
      <ScrollArea.Autosize mah="min(560px, 62vh)" type="auto" scrollbarSize={8}>
        <Section title="Instances">
          {clan.instances.map(({ name }) => (
            <Choice
              key={name}
              label={name}
              icon={<ServiceBadge symbol="box" color={looks.get(name)?.color ?? ''} size={10} />}
              isOn={!filter.hiddenInstances.includes(name)}
              onToggle={() => setFilter({ hiddenInstances: toggle(filter.hiddenInstances, name) })}
            />
          ))}
        </Section>
        <Section title="Machines with a tag">
          {clan.tags.map(({ name, kind }) => (
            <Choice
              key={name}
              label={name}
              icon={<TagIcon isComputed={kind === 'computed'} size={13} />}
              isOn={filter.tags.includes(name)}
              onToggle={() => setFilter({ tags: toggle(filter.tags, name) })}
            />
          ))}
        </Section>
        <Section title="Class">
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Machine class"
            value={filter.machineClass ?? 'both'}
            onChange={(value) =>
              setFilter({ machineClass: value === 'nixos' || value === 'darwin' ? value : null })
            }
            data={['both', 'nixos', 'darwin']}
          />
        </Section>
      </ScrollArea.Autosize>
      <div className={classes.foot}>
        <Button variant="subtle" disabled={filterCount(filter) === 0} onClick={clearFilter}>
          Show everything
        </Button>
      </div>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly isOn: boolean;
  onToggle(): void;
}

function Choice({ label, icon, isOn, onToggle }: ChoiceProps) {
  return (
    <Checkbox
      className={classes.choice}
      checked={isOn}
      onChange={onToggle}
      label={
        <span className={classes.label}>
          {icon}
          <span className={classes.text}>{label}</span>
        </span>
      }
    />
  );
}
