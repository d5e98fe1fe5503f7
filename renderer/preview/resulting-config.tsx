import { Button, Skeleton, TextInput } from '@mantine/core';
import { IconAlertCircle, IconClock, IconFileSearch, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { JsonPath } from '../../shared/base/json';
import type { MachinePreview, PreviewNode } from '../../shared/clan/evaluation';
import { useActions, useEvaluators, useIsStale, useMachinePreview, useView } from '../state';
import { EmptyState } from '../ui';
import { LongText } from '../ui/long-text';
import { agreementOf, agreementWords, type Agreement } from './agreement';
import { ConfigTree } from './config-tree';
import { hasUnseen } from './levels';
import { hasMarks } from './marks';
import classes from './preview.module.css';
import { ProvenancePanel } from './provenance-panel';
import { nodeAt, treeKey, treeLines } from './tree';
import { useLevels, useLoadOpenLevels } from './use-levels';

/** The configuration that a machine ends up with, and where each value comes from. */
export function ResultingConfig({ machine }: { readonly machine: string }) {
  const loaded = useMachinePreview(machine);
  const isStale = useIsStale();
  const preview = loaded?.value ?? null;
  // What is there again in the blink of an eye is not worth a note that comes and goes.
  const isBehind = useLasting(isStale || loaded?.status === 'loading');
  if (preview === null) {
    return loaded?.status === 'failed' ? (
      <EmptyState icon={<IconAlertCircle size={18} stroke={1.6} />} title="No configuration" isCompact>
        <LongText text={loaded.error?.message ?? 'It could not be evaluated.'} />
      </EmptyState>
    ) : (
      <TreeSkeleton />
    );
  }
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
  const { loadLevel } = useActions();
  const { whole, findLevel } = useLevels(machine, root);
  const lines = useMemo(
    () => treeLines(whole, { query, isChangesOnly, toggled }),
    [whole, query, isChangesOnly, toggled],
  );
  useLoadOpenLevels(machine, lines, findLevel);
  const agreement = useMemo(() => agreementOf(whole), [whole]);
  const isSigned = agreement.confirmed + agreement.fromNix > 0;
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
      <SystemNixNote root={whole} preview={preview} agreement={agreement} isSearching={query !== ''} />
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
          isSigned={isSigned}
          findLevel={findLevel}
          onSelect={setSelected}
          onToggle={(line, isOpen) => {
            setToggled(new Map(toggled).set(line.key, isOpen));
            // Opened by hand, what failed is asked for once more.
            if (isOpen && line.node.isPartial === true) void loadLevel(machine, line.path);
          }}
        />
      )}
      {selected !== null && (
        <ProvenancePanel
          key={treeKey(selected)}
          machine={machine}
          path={selected}
          node={nodeAt(whole, selected)}
          onClose={() => setSelected(null)}
        />
      )}
    </>
  );
}

/** Who made the preview, and what it cannot tell without NixOS, where there is something to say. */
function SystemNixNote(props: {
  readonly root: PreviewNode;
  readonly preview: MachinePreview;
  readonly agreement: Agreement;
  readonly isSearching: boolean;
}) {
  const { root, preview, agreement, isSearching } = props;
  const version = useEvaluators((slice) => slice.state?.program?.version ?? null);
  const isMarked = useMemo(() => hasMarks(root), [root]);
  const isUnseen = useMemo(() => isSearching && hasUnseen(root), [isSearching, root]);
  const words = agreementWords(agreement, preview.evaluator ?? 'embedded', version);
  const leftOut = preview.diagnostics.filter(({ code }) => code === 'machine.left-out');
  if (words.length === 0 && !isMarked && !isUnseen && leftOut.length === 0) return null;
  return (
    <div className={classes.systemNixNote} data-testid="system-nix-note">
      {words.length > 0 && (
        <span data-testid="agreement">
          {words.map(({ text, isDifference }) => (
            <span key={text} data-differs={isDifference || undefined}>
              {text}
            </span>
          ))}
        </span>
      )}
      {isUnseen && <span>Only what has been opened is searched</span>}
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

/** True once something has been so for a moment. */
function useLasting(isSo: boolean): boolean {
  const [isLasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasting(true), 250);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [isSo]);
  return isLasting;
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
