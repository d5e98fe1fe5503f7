import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type MouseEvent } from 'react';
import type { EvaluatedTag } from '../../shared/clan/evaluation';
import {
  compareNames,
  dropTarget,
  plural,
  problemsByNode,
  tagMenu,
  tagNode,
  useActions,
  useClan,
  useDiagnostics,
  useDrag,
  useDragSource,
  useView,
  type NodeProblems,
} from '../state';
import { ContextMenu, EmptyState, menuPoint, TagIcon, type ContextMenuState } from '../ui';
import { ListRow } from './list-row';
import { Heading, LoadingRows } from './machine-list';
import { matchesFilter } from './rows';
import classes from './sidebar.module.css';
import { useListKeys } from './use-list-keys';

const parts = [
  { title: 'Written on machines', kind: 'plain' },
  { title: 'Defined in Nix', kind: 'static' },
  { title: 'Computed by Clan', kind: 'computed' },
] as const;

export function TagList({ filter }: { readonly filter: string }) {
  const clan = useClan();
  const diagnostics = useDiagnostics();
  const problems = useMemo(() => problemsByNode(diagnostics), [diagnostics]);
  const actions = useActions();
  const [menu, setMenu] = useState<ContextMenuState | null>(null);
  const groups = useMemo(() => groupTags(clan?.tags ?? [], filter), [clan, filter]);
  const keys = useMemo(() => groups.flatMap((group) => group.tags.map((tag) => tag.name)), [groups]);
  const { tabStop, ...listKeys } = useListKeys(keys, doNothing);
  const openMenu = (event: MouseEvent, tag: string) => {
    event.preventDefault();
    actions.select({ kind: 'tag', tag });
    setMenu({ ...menuPoint(event), items: tagMenu(actions, tag) });
  };
  if (clan === null) return <LoadingRows />;
  return (
    <div className={classes.list} role="listbox" aria-label="Tags" {...listKeys}>
      {groups.length === 0 && (
        <EmptyState
          isCompact
          icon={<IconSearch size={16} />}
          title={filter === '' ? 'No tags' : 'No tag matches'}
        />
      )}
      {groups.map(({ title, tags }) => (
        <div key={title} role="group" aria-label={title}>
          <Heading label={title} count={tags.length} />
          {tags.map((tag) => (
            <TagRow
              key={tag.name}
              tag={tag}
              problems={problems.get(tagNode(tag.name))}
              isTabStop={tag.name === tabStop}
              onMenu={openMenu}
            />
          ))}
        </div>
      ))}
      <ContextMenu menu={menu} onClose={() => setMenu(null)} />
    </div>
  );
}

/** All rows are drawn, so nothing has to be brought into view first. */
function doNothing(): void {
  return;
}

function groupTags(tags: readonly EvaluatedTag[], filter: string) {
  return parts
    .map(({ title, kind }) => ({
      title,
      tags: tags
        .filter((tag) => tag.kind === kind && matchesFilter(filter, [tag.name]))
        .sort((a, b) => compareNames(a.name, b.name)),
    }))
    .filter((group) => group.tags.length > 0);
}

interface RowProps {
  readonly tag: EvaluatedTag;
  readonly problems: NodeProblems | undefined;
  readonly isTabStop: boolean;
  onMenu(event: MouseEvent, tag: string): void;
}

function TagRow({ tag, problems, isTabStop, onMenu }: RowProps) {
  const { name, kind, machines } = tag;
  const { select, hover, goTo, setCentre } = useActions();
  const isSelected = useView(({ selection }) => selection.kind === 'tag' && selection.tag === name);
  const isTarget = useDrag(({ drag }) => drag?.target?.kind === 'tag' && drag.target.name === name);
  const onPointerDown = useDragSource(() => ({ kind: 'members', machines: [], tags: [name] }));
  return (
    <ListRow
      {...dropTarget({ kind: 'tag', name })}
      rowKey={name}
      data-testid={`tag-row:${name}`}
      icon={<TagIcon isComputed={kind === 'computed'} />}
      label={name}
      detail={plural(machines.length, 'machine')}
      isSelected={isSelected}
      isTabStop={isTabStop}
      isTarget={isTarget}
      problems={problems}
      onPointerDown={onPointerDown}
      onClick={() => select({ kind: 'tag', tag: name })}
      onDoubleClick={() => {
        setCentre('graph');
        goTo({ kind: 'tag', tag: name });
      }}
      onContextMenu={(event) => onMenu(event, name)}
      onMouseEnter={() => hover(tagNode(name))}
      onMouseLeave={() => hover(null)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        select({ kind: 'tag', tag: name });
      }}
    />
  );
}
