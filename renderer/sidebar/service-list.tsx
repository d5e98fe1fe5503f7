import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type MouseEvent } from 'react';
import type { ClanEvaluation, EvaluatedInstance, ServiceInfo } from '../../shared/clan/evaluation';
import {
  instanceLooks,
  instanceMenu,
  instanceNode,
  plural,
  problemsByNode,
  useActions,
  useClan,
  useDiagnostics,
  useView,
  type InstanceLook,
  type NodeProblems,
} from '../state';
import { ContextMenu, EmptyState, menuPoint, ServiceBadge, type ContextMenuState } from '../ui';
import { ListRow } from './list-row';
import { Heading, LoadingRows } from './machine-list';
import { matchesFilter } from './rows';
import classes from './sidebar.module.css';
import { useListKeys } from './use-list-keys';

/** Instances, and the services that none of them uses. */
export function ServiceList({ filter }: { readonly filter: string }) {
  const clan = useClan();
  const diagnostics = useDiagnostics();
  const problems = useMemo(() => problemsByNode(diagnostics), [diagnostics]);
  const hidden = useView((view) => view.filter.hiddenInstances);
  const actions = useActions();
  const [menu, setMenu] = useState<ContextMenuState | null>(null);
  const { instances, unused } = useMemo(() => serviceRows(clan, filter), [clan, filter]);
  const looks = useMemo(() => (clan === null ? null : instanceLooks(clan)), [clan]);
  const keys = useMemo(
    () => [...instances.map(({ name }) => instanceNode(name)), ...unused.map(({ id }) => id)],
    [instances, unused],
  );
  const { tabStop, ...listKeys } = useListKeys(keys, doNothing);
  const openMenu = (event: MouseEvent, instance: string) => {
    event.preventDefault();
    actions.select({ kind: 'instance', instance });
    setMenu({ ...menuPoint(event), items: instanceMenu(clan, actions, instance, hidden) });
  };
  if (clan === null) return <LoadingRows />;
  return (
    <div className={classes.list} role="listbox" aria-label="Services" {...listKeys}>
      {instances.length + unused.length === 0 && (
        <EmptyState
          isCompact
          icon={<IconSearch size={16} />}
          title={filter === '' ? 'No services' : 'No service matches'}
        />
      )}
      {instances.length > 0 && <Heading label="In use" count={instances.length} />}
      {instances.map((instance) => (
        <InstanceRow
          key={instance.name}
          instance={instance}
          look={looks?.get(instance.name)}
          isHidden={hidden.includes(instance.name)}
          problems={problems.get(instanceNode(instance.name))}
          isTabStop={instanceNode(instance.name) === tabStop}
          onMenu={openMenu}
        />
      ))}
      {unused.length > 0 && <Heading label="Not used yet" count={unused.length} />}
      {unused.map((service) => (
        <UnusedRow key={service.id} service={service} isTabStop={service.id === tabStop} />
      ))}
      <ContextMenu menu={menu} onClose={() => setMenu(null)} />
    </div>
  );
}

/** All rows are drawn, so nothing has to be brought into view first. */
function doNothing(): void {
  return;
}

/** The number of rows without a filter. */
export function serviceRowCount(clan: ClanEvaluation): number {
  const { instances, unused } = serviceRows(clan, '');
  return instances.length + unused.length;
}

function serviceRows(clan: ClanEvaluation | null, filter: string) {
  const used = new Set(clan?.instances.map((instance) => instance.service));
  return {
    instances: (clan?.instances ?? []).filter(({ name, module, roles }) =>
      matchesFilter(filter, [name, module.name, ...roles.map((role) => role.name)]),
    ),
    unused: (clan?.services ?? []).filter(
      (service) =>
        !used.has(service.id) &&
        matchesFilter(filter, [service.name, service.description, ...service.categories]),
    ),
  };
}

interface RowProps {
  readonly instance: EvaluatedInstance;
  readonly look: InstanceLook | undefined;
  readonly isHidden: boolean;
  readonly problems: NodeProblems | undefined;
  readonly isTabStop: boolean;
  onMenu(event: MouseEvent, instance: string): void;
}

function InstanceRow({ instance, look, isHidden, problems, isTabStop, onMenu }: RowProps) {
  const { name } = instance;
  const { goTo, hover } = useActions();
  const isSelected = useView(({ selection }) => {
    const isMine = selection.kind === 'instance' || selection.kind === 'role';
    return isMine && selection.instance === name;
  });
  const select = () => goTo({ kind: 'instance', instance: name });
  return (
    <ListRow
      rowKey={instanceNode(name)}
      data-testid={`instance-row:${name}`}
      icon={
        <ServiceBadge symbol={look?.symbol ?? 'box'} color={look?.color ?? 'var(--service-6)'} size={18} />
      }
      label={name}
      detail={isHidden ? 'hidden' : plural(instance.roles.length, 'role')}
      isSelected={isSelected}
      isTabStop={isTabStop}
      problems={problems}
      onClick={select}
      onContextMenu={(event) => onMenu(event, name)}
      onMouseEnter={() => hover(instanceNode(name))}
      onMouseLeave={() => hover(null)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        select();
      }}
    />
  );
}

function UnusedRow({ service, isTabStop }: { readonly service: ServiceInfo; readonly isTabStop: boolean }) {
  const { openCatalogue } = useActions();
  return (
    <ListRow
      rowKey={service.id}
      icon={<IconPlus size={16} stroke={1.6} color="var(--text-faint)" />}
      label={service.name}
      detail={service.input ?? 'clan-core'}
      title={service.description}
      isSelected={false}
      isTabStop={isTabStop}
      onClick={openCatalogue}
      onKeyDown={(event) => {
        if (event.key === 'Enter') openCatalogue();
      }}
    />
  );
}
