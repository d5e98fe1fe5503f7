import { Button, Skeleton, TextInput } from '@mantine/core';
import { IconAlertCircle, IconClock, IconFileSearch, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { JsonPath } from '../../shared/base/json';
import type { MachinePreview, PreviewNode } from '../../shared/clan/evaluation';
import { useIsStale, useMachinePreview, useView } from '../state';
import { EmptyState } from '../ui';
import { LongText } from '../ui/long-text';
import { ConfigTree } from './config-tree';
import { hasMarks } from './marks';
import classes from './preview.module.css';
import { ProvenancePanel } from './provenance-panel';
import { nodeAt, treeKey, treeLines } from './tree';

/** The configuration that a machine ends up with, and where each value comes from. */
export function ResultingConfig({ machine }: { readonly machine: string }) {
  const loaded = useMachinePreview(machine);
  const isStale = useIsStale();
  const preview = loaded?.value ?? null;
  if (preview === null) {
    return loaded?.status === 'failed' ? (
      <EmptyState icon={<IconAlertCircle size={18} stroke={1.6} />} title="No configuration" isCompact>
        <LongText text={loaded.error?.message ?? 'It could not be evaluated.'} />
      </EmptyState>
    ) : (
      <TreeSkeleton />
    );
  }
  const isBehind = isStale || loaded?.status === 'loading';
  return (
    <>
      {(isBehind || loaded?.status === 'failed') && <StaleNote reason={loaded?.error?.message ?? null} />}
      {preview.root === null ? (
        <FailedPreview preview={preview} />
      ) : (
        <Tree key={machine} machine={machine} root={preview.root} preview={preview} />
      )}
    </>
  );
}

function Tree(props: {
  readonly machine: string;
  readonly root: PreviewNode;
  readonly preview: MachinePreview;
}) {
  const { machine, root, preview } = props;
  const [query, setQuery] = useState('');
  const [isChangesOnly, setChangesOnly] = useState(false);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { selected, setSelected } = useSelectedOption();
  const lines = useMemo(
    () => treeLines(root, { query, isChangesOnly, toggled }),
    [root, query, isChangesOnly, toggled],
  );
  const { added, changed, removed } = preview.counts;
  const changes = added + changed + removed;
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          leftSection={<IconSearch size={14} stroke={1.7} />}
          placeholder="Search options and values"
          aria-label="Search options and values"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button
          aria-pressed={isChangesOnly}
          className={classes.changesOnly}
          data-on={isChangesOnly || undefined}
          onClick={() => setChangesOnly(!isChangesOnly)}
          title={changesTitle(added, changed, removed)}
        >
          Changes only{changes > 0 && <span className={classes.changesCount}>{changes}</span>}
        </Button>
      </div>
      <SystemNixNote root={root} preview={preview} />
      {lines.length === 0 ? (
        <EmptyState icon={<IconFileSearch size={18} stroke={1.6} />} title="Nothing found" isCompact>
          {isChangesOnly && query === ''
            ? 'The unsaved changes leave this machine as it is.'
            : root.children === undefined || root.children.length === 0
              ? 'Nothing is configured on this machine yet.'
              : 'No option and no value matches.'}
        </EmptyState>
      ) : (
        <ConfigTree
          lines={lines}
          selected={selected === null ? null : treeKey(selected)}
          onSelect={setSelected}
          onToggle={(key, isOpen) => setToggled(new Map(toggled).set(key, isOpen))}
        />
      )}
      {selected !== null && (
        <ProvenancePanel
          key={treeKey(selected)}
          machine={machine}
          path={selected}
          node={nodeAt(root, selected)}
          onClose={() => setSelected(null)}
        />
      )}
    </>
  );
}

/** What the preview cannot tell without NixOS, where there is such. */
function SystemNixNote({ root, preview }: { readonly root: PreviewNode; readonly preview: MachinePreview }) {
  const isMarked = useMemo(() => hasMarks(root), [root]);
  const leftOut = preview.diagnostics.filter(({ code }) => code === 'machine.left-out');
  if (!isMarked && leftOut.length === 0) return null;
  return (
    <div className={classes.systemNixNote} data-testid="system-nix-note">
      {isMarked && (
        <span>
          <span className={classes.mark}>«…»</span> is known to system Nix only
        </span>
      )}
      {leftOut.length > 0 && (
        <span title={leftOut.map(({ message }) => message).join('\n')}>
          {leftOut.length === 1 ? '1 module is left out' : `${leftOut.length} modules are left out`}
        </span>
      )}
    </div>
  );
}

function changesTitle(added: number, changed: number, removed: number): string {
  return `Against the saved state: ${added} added, ${changed} changed, ${removed} removed`;
}

/** The option in question: clicked, or asked for by a finding. */
function useSelectedOption() {
  const reveal = useView((view) => view.reveal);
  const [selected, setSelected] = useState<JsonPath | null>(null);
  const [seen, setSeen] = useState(0);
  if (reveal?.option !== undefined && reveal.count !== seen) {
    setSeen(reveal.count);
    setSelected(reveal.option);
  }
  return { selected, setSelected };
}

function StaleNote({ reason }: { readonly reason: string | null }) {
  return (
    <div className={classes.stale} role="status">
      <IconClock size={14} stroke={1.7} aria-hidden />
      {reason === null ? 'Being evaluated; this is the result before.' : `Not up to date: ${reason}`}
    </div>
  );
}

function FailedPreview({ preview }: { readonly preview: MachinePreview }) {
  return (
    <div className={classes.failed}>
      <EmptyState
        icon={<IconAlertCircle size={18} stroke={1.6} />}
        title="This machine cannot be evaluated"
        isCompact
      >
        <LongText text={preview.diagnostics[0]?.message ?? 'The problems list says why.'} />
      </EmptyState>
      {preview.diagnostics[0]?.excerpt !== undefined && (
        <pre className={classes.excerpt}>{preview.diagnostics[0].excerpt}</pre>
      )}
    </div>
  );
}

function TreeSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy>
      {[44, 62, 70, 55, 66, 40, 58].map((width, index) => (
        <Skeleton key={index} height={12} width={`${width}%`} ml={(index % 3) * 16} />
      ))}
    </div>
  );
}
