import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLock, IconRestore } from '@tabler/icons-react';
import type { JsonPath } from '../../../shared/base/json';
import type { FieldState } from '../model/field-state';
import { pathText } from '../model/json-path';
import { layerPhrase } from '../model/layers';
import { useFormActions } from '../store/form-context';
import classes from './templates.module.css';

/** The word right of a label that says where the value comes from. */
export function FieldOriginWord(props: {
  readonly state: FieldState;
  readonly path: JsonPath;
  /** More than one value stands below: how many are set. */
  readonly count?: number;
}) {
  const { state, path, count } = props;
  const { unset, selectLayer } = useFormActions();
  const { origin } = state;
  switch (origin.kind) {
    case 'here':
      return (
        <span className={classes.origin} data-kind="here">
          {state.priority !== null && <PriorityWord priority={state.priority} />}
          {count === undefined ? 'set here' : `${count} set`}
          {state.canWrite && (
            <Tooltip label="Take the value out">
              <ActionIcon
                size={20}
                color="blue"
                aria-label={`Reset ${pathText(path)}`}
                data-testid={`field-reset:${pathText(path)}`}
                onClick={() => void unset(path)}
              >
                <IconRestore size={13} stroke={1.9} />
              </ActionIcon>
            </Tooltip>
          )}
        </span>
      );
    case 'locked':
      return (
        <Tooltip label={origin.reason} multiline maw={300}>
          <span className={classes.origin} tabIndex={0}>
            <IconLock size={12} stroke={1.8} aria-hidden />
            {origin.place?.label ?? 'defined in Nix'}
          </span>
        </Tooltip>
      );
    case 'from':
      return (
        <button type="button" className={classes.originLink} onClick={() => selectLayer(origin.layer.key)}>
          from {layerPhrase(origin.layer.layer).replace('the ', '')}
        </button>
      );
    case 'default':
      return <span className={classes.origin}>default</span>;
    case 'missing':
      return (
        <span className={classes.origin} data-kind="missing">
          not set
        </span>
      );
  }
}

function PriorityWord({ priority }: { readonly priority: number }) {
  const word = priority < 100 ? 'overrides' : 'gives way';
  return (
    <Tooltip
      label={`Written with priority ${priority}; plain values have 100, and the lowest number wins.`}
      multiline
      maw={280}
    >
      <span className={classes.priority} tabIndex={0}>
        {word}
      </span>
    </Tooltip>
  );
}
