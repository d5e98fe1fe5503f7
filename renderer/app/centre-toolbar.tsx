import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconTable, IconTopologyStar } from '@tabler/icons-react';
import { useMemo } from 'react';
import {
  filterCount,
  groupMachines,
  plural,
  useActions,
  useClan,
  useView,
  visiblePart,
  visibleText,
  type Grouping,
} from '../state';
import classes from './centre.module.css';
import { FilterButton } from './filter-button';

const views = [
  { value: 'graph', label: 'Graph', Symbol: IconTopologyStar },
  { value: 'table', label: 'Table', Symbol: IconTable },
] as const;

const groupings: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'tag', label: 'tag' },
  { value: 'class', label: 'class' },
  { value: 'none', label: 'none' },
];

export function CentreToolbar() {
  const centre = useView((view) => view.centre);
  return (
    <div className={classes.toolbar}>
      <ViewSwitch />
      <GroupingMenu />
      <FilterButton />
      <span className={classes.gap} />
      {centre === 'table' && <Legend />}
      <Shown />
    </div>
  );
}

function ViewSwitch() {
  const centre = useView((view) => view.centre);
  const { setCentre } = useActions();
  return (
    <div className={classes.switch} role="radiogroup" aria-label="View">
      {views.map(({ value, label, Symbol }) => (
        <UnstyledButton
          key={value}
          role="radio"
          aria-checked={centre === value}
          className={classes.view}
          onClick={() => setCentre(value)}
        >
          <Symbol size={15} stroke={1.7} aria-hidden />
          {label}
        </UnstyledButton>
      ))}
    </div>
  );
}

function GroupingMenu() {
  const grouping = useView((view) => view.grouping);
  const { setGrouping, setFolded } = useActions();
  const clan = useClan();
  const foldAll = (isFolded: boolean) => {
    for (const { key } of groupMachines(clan?.machines ?? [], grouping)) setFolded(key, isFolded);
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={14} stroke={1.6} />}>
          Group: {groupings.find(({ value }) => value === grouping)?.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Group machines by</Menu.Label>
        {groupings.map(({ value, label }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={grouping === value}
            rightSection={grouping === value ? <IconCheck size={14} /> : undefined}
            onClick={() => setGrouping(value)}
          >
            {label === 'none' ? 'nothing' : label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => foldAll(true)}>Fold all groups</Menu.Item>
        <Menu.Item onClick={() => foldAll(false)}>Unfold all groups</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Hidden things are always counted, and one click away. */
function Shown() {
  const clan = useClan();
  const filter = useView((view) => view.filter);
  const { clearFilter } = useActions();
  const visible = useMemo(() => (clan === null ? null : visiblePart(clan, filter)), [clan, filter]);
  if (visible === null || filterCount(filter) === 0) return null;
  const hidden = visible.hiddenInstances + visible.hiddenMachines;
  return (
    <div className={classes.shown} role="status">
      {visibleText(visible)}
      {' · '}
      <UnstyledButton
        className={classes.hidden}
        onClick={clearFilter}
        title={`Show ${plural(hidden, 'hidden thing')}`}
      >
        {hidden} hidden
      </UnstyledButton>
    </div>
  );
}

function Legend() {
  return (
    <div className={classes.shown}>
      <span className={classes.direct} aria-hidden />
      direct
      <span className={classes.viaTag} aria-hidden />
      via tag
      <span className={classes.pinned} aria-hidden />
      in Nix
    </div>
  );
}
