import { Checkbox, Skeleton, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconAdjustments, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { EvaluatedRole } from '../../../shared/clan/evaluation';
import {
  countLeaves,
  fieldErrors,
  FieldNote,
  FindingNote,
  filterForm,
  layerPath,
  nixDefinition,
  SettingsForm,
  showField,
  type ClanNames,
  type FormFilter,
  type FormHost,
  type FormNode,
  type LayerView,
  type RoleRef,
} from '../../forms';
import { useActions, useClan, useDiagnostics, useView } from '../../state';
import { EmptyState } from '../../ui';
import { LayerChips } from './layer-chips';
import { chooseLayers, effectiveFor } from './role-model';
import classes from './role.module.css';
import type { RoleSettings } from './use-role-settings';

/** From this many options on, a form can be searched. */
const bigForm = 9;
const noFilter: FormFilter = { query: '', isModifiedOnly: false };

/** The tab where values are set: layers above, the form of one layer below. */
export function RoleSettingsTab(props: {
  readonly roleRef: RoleRef;
  readonly role: EvaluatedRole;
  readonly settings: RoleSettings;
  readonly shown: string;
  readonly onShow: (key: string) => void;
}) {
  const { roleRef, role, settings, shown, onShow } = props;
  const { root, layers, form, error } = settings;
  const [filter, setFilter] = useState(noFilter);
  const layer = layers.find(({ key }) => key === shown) ?? layers[0];
  const { chips, others } = useMemo(() => chooseLayers(layers, role, shown), [layers, role, shown]);
  const box = useRevealedField(layer?.key, root !== null);
  if (layer === undefined) return <FormSkeleton />;
  return (
    <>
      <LayerChips chips={chips} others={others} shown={layer.key} root={root} onShow={onShow} />
      {root === null || form === null ? (
        <NoForm error={error?.message ?? null} />
      ) : (
        <div ref={box} className={classes.form}>
          <LayerNotes roleRef={roleRef} layer={layer} layers={layers} root={root} />
          {countLeaves(root) >= bigForm && (
            <FilterRow root={root} layer={layer} filter={filter} onFilter={setFilter} />
          )}
          <RoleForm
            key={layer.key}
            roleRef={roleRef}
            root={root}
            layer={layer}
            settings={settings}
            filter={filter}
            onShow={onShow}
          />
          {root.kind === 'group' && root.fields.length === 0 && root.others === null && (
            <EmptyState icon={<IconAdjustments size={18} stroke={1.6} />} title="Nothing to set" isCompact>
              This role has no options.
            </EmptyState>
          )}
        </div>
      )}
    </>
  );
}

function RoleForm(props: {
  readonly roleRef: RoleRef;
  readonly root: FormNode;
  readonly layer: LayerView;
  readonly settings: RoleSettings;
  readonly filter: FormFilter;
  readonly onShow: (key: string) => void;
}) {
  const { settings, layer, onShow } = props;
  const actions = useActions();
  const published = useDiagnostics();
  const own = settings.form?.diagnostics;
  const diagnostics = useMemo(() => unique([...(own ?? []), ...published]), [own, published]);
  const names = useClanNames();
  const effective = settings.form === null ? undefined : effectiveFor(settings.form, layer);
  const host: FormHost = useMemo(
    () => ({
      edit: actions.edit,
      editMany: actions.editMany,
      selectLayer: onShow,
      openLink: (url) => void actions.openExternal(url),
    }),
    [actions, onShow],
  );
  return (
    <SettingsForm
      roleRef={props.roleRef}
      root={props.root}
      layer={layer}
      layers={settings.layers}
      effective={effective}
      diagnostics={diagnostics}
      filter={props.filter}
      names={names}
      host={host}
    />
  );
}

function useClanNames(): ClanNames {
  const clan = useClan();
  return useMemo(
    () => ({
      machines: clan?.machines.map(({ name }) => name) ?? [],
      tags: clan?.tags.map(({ name }) => name) ?? [],
      instances: clan?.instances.map(({ name }) => name) ?? [],
    }),
    [clan],
  );
}

/** The form's own findings are often published as well. */
function unique<T extends { readonly code: string; readonly message: string }>(
  diagnostics: readonly T[],
): readonly T[] {
  return [...new Map(diagnostics.map((entry) => [`${entry.code} ${entry.message}`, entry])).values()];
}

/** What is true of the whole layer: read-only, or findings that belong to no field. */
function LayerNotes(props: {
  readonly roleRef: RoleRef;
  readonly layer: LayerView;
  readonly layers: readonly LayerView[];
  readonly root: FormNode;
}) {
  const { roleRef, layer, layers, root } = props;
  const published = useDiagnostics();
  const general = useMemo(
    () => fieldErrors(roleRef, root, layer, published).general,
    [roleRef, root, layer, published],
  );
  return (
    <>
      {!layer.access.canWrite && (
        <FieldNote severity="info" actions={<CopyAsNix roleRef={roleRef} layer={layer} />}>
          {layer.access.reason ?? 'These settings are defined in Nix.'}
          {layers.some(({ access }) => access.canWrite) && ' Other layers can still be set here.'}
          {layer.place !== null && <div className={classes.place}>{layer.place.label}</div>}
        </FieldNote>
      )}
      {general.map((entry, index) => (
        <FindingNote key={index} finding={entry} />
      ))}
    </>
  );
}

/** What is shown, for pasting where it is defined. */
function CopyAsNix({ roleRef, layer }: { readonly roleRef: RoleRef; readonly layer: LayerView }) {
  const clipboard = useClipboard({ timeout: 1_500 });
  const path = ['inventory', ...layerPath(roleRef.instance, roleRef.role, layer.layer)];
  return (
    <button
      type="button"
      className={classes.textButton}
      onClick={() => clipboard.copy(nixDefinition(path, layer.written ?? {}))}
    >
      {clipboard.copied ? 'Copied' : 'Copy as Nix'}
    </button>
  );
}

function FilterRow(props: {
  readonly root: FormNode;
  readonly layer: LayerView;
  readonly filter: FormFilter;
  readonly onFilter: (filter: FormFilter) => void;
}) {
  const { root, layer, filter, onFilter } = props;
  const { shown, total, visible } = filterForm(root, layer.value, filter);
  return (
    <div className={classes.filter}>
      <TextInput
        className={classes.filterInput}
        leftSection={<IconSearch size={14} stroke={1.7} />}
        placeholder={`Search ${total} options`}
        aria-label="Search options"
        value={filter.query}
        onChange={(event) => onFilter({ ...filter, query: event.currentTarget.value })}
      />
      <Checkbox
        label="Only set"
        checked={filter.isModifiedOnly}
        onChange={(event) => onFilter({ ...filter, isModifiedOnly: event.currentTarget.checked })}
      />
      {visible !== null && (
        <div className={classes.filterCount} role="status">
          {shown === 0 ? 'No option matches' : `${shown} of ${total} options`} ·{' '}
          <button type="button" className={classes.textButton} onClick={() => onFilter(noFilter)}>
            Show all
          </button>
        </div>
      )}
    </div>
  );
}

function NoForm({ error }: { readonly error: string | null }) {
  if (error === null) return <FormSkeleton />;
  return (
    <FieldNote severity="error">
      The form of this role could not be made: {error} Settings can still be written in the JSON tab.
    </FieldNote>
  );
}

function FormSkeleton() {
  return (
    <div className={classes.form} aria-busy>
      {[62, 40, 78].map((width) => (
        <div key={width}>
          <Skeleton height={12} width={`${width}%`} mb={8} />
          <Skeleton height={32} />
        </div>
      ))}
    </div>
  );
}

/** Scrolls to the field that a finding or the search asked for. */
function useRevealedField(layerKey: string | undefined, isReady: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const reveal = useView((view) => view.reveal);
  const done = useRef(0);
  useEffect(() => {
    const setting = reveal?.setting;
    if (reveal === null || setting === undefined || !isReady || done.current === reveal.count) return;
    // The right layer's form has to be on screen first.
    const frame = requestAnimationFrame(() => {
      if (box.current === null) return;
      done.current = reveal.count;
      showField(box.current, setting);
    });
    return () => cancelAnimationFrame(frame);
  }, [reveal, layerKey, isReady]);
  return box;
}
