import { Button, Tabs, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Access } from '../../shared/clan/evaluation';
import { useActions, useClan, useView, useWorkspace, type ViewSlice } from '../state';
import { MachineList } from './machine-list';
import { ServiceList, serviceRowCount } from './service-list';
import classes from './sidebar.module.css';
import { TagList } from './tag-list';

const titles = { machines: 'Machines', tags: 'Tags', services: 'Services' } as const;

type Tab = ViewSlice['sidebarTab'];

/** What there is: machines, tags, services; grouped, filterable, the source of drags. */
export function Sidebar() {
  const tab = useView((view) => view.sidebarTab);
  const { setSidebarTab } = useActions();
  const [filters, setFilters] = useState<Readonly<Record<Tab, string>>>({
    machines: '',
    tags: '',
    services: '',
  });
  const counts = useCounts();
  const filter = filters[tab];
  return (
    <>
      <Tabs
        value={tab}
        onChange={(value) => setSidebarTab((value ?? 'machines') as Tab)}
        classNames={tabClasses}
      >
        <Tabs.List aria-label="What to list">
          {Object.entries(titles).map(([value, title]) => (
            <Tabs.Tab key={value} value={value}>
              {title} <span className={classes.tabCount}>{counts?.[value as Tab] ?? ''}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div className={classes.filter}>
        <TextInput
          value={filter}
          onChange={(event) => setFilters({ ...filters, [tab]: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || filter === '') return;
            event.stopPropagation();
            setFilters({ ...filters, [tab]: '' });
          }}
          placeholder={`Filter ${titles[tab].toLowerCase()}`}
          aria-label={`Filter ${titles[tab].toLowerCase()}`}
          leftSection={<IconSearch size={14} stroke={1.7} />}
          rightSection={
            filter === '' ? undefined : (
              <button
                type="button"
                className={classes.clear}
                aria-label="Clear the filter"
                onClick={() => setFilters({ ...filters, [tab]: '' })}
              >
                <IconX size={13} />
              </button>
            )
          }
        />
      </div>
      {tab === 'machines' && <MachineList filter={filter} />}
      {tab === 'tags' && <TagList filter={filter} />}
      {tab === 'services' && <ServiceList filter={filter} />}
      <AddButtons />
    </>
  );
}

const tabClasses = { list: classes.tabs, tab: classes.tab, tabLabel: classes.tabLabel };

function useCounts(): Readonly<Record<Tab, number>> | null {
  const clan = useClan();
  if (clan === null) return null;
  return { machines: clan.machines.length, tags: clan.tags.length, services: serviceRowCount(clan) };
}

function AddButtons() {
  const clan = useClan();
  const readOnly = useWorkspace((slice) => slice.workspace?.readOnly ?? null);
  const { openDialog, openCatalogue } = useActions();
  return (
    <div className={classes.add}>
      <AddButton
        label="Machine"
        refusal={readOnly?.message ?? refusalOf(clan?.machinesAccess)}
        onClick={() => openDialog({ kind: 'add-machine' })}
      />
      <AddButton
        label="Service"
        refusal={readOnly?.message ?? refusalOf(clan?.instancesAccess)}
        onClick={openCatalogue}
      />
    </div>
  );
}

function refusalOf(access: Access | undefined): string | undefined {
  return access === undefined || access.canWrite ? undefined : (access.reason ?? 'Defined in Nix.');
}

function AddButton(props: { readonly label: string; readonly refusal: string | undefined; onClick(): void }) {
  const { label, refusal, onClick } = props;
  return (
    <Tooltip label={refusal} disabled={refusal === undefined} multiline maw={280}>
      <Button
        leftSection={<IconPlus size={15} stroke={1.7} />}
        aria-label={`Add ${label.toLowerCase()}`}
        data-disabled={refusal !== undefined || undefined}
        aria-disabled={refusal !== undefined}
        onClick={refusal === undefined ? onClick : undefined}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
