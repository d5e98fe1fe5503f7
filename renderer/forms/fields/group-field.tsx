import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { FieldProps } from '@rjsf/utils';
import { isJsonObject, type Json, type JsonPath } from '../../../shared/base/json';
import { invariant } from '../../../shared/base/invariant';
import type { FormNode } from '../model/form-node';
import { pathKey, pathText, valueAt } from '../model/json-path';
import { nixText } from '../model/words';
import { useFieldErrors, useFormActions, useFormState } from '../store/form-context';
import { FindingNote } from '../templates/finding-note';
import { fieldOptions } from '../to-rjsf';
import { ChildField } from './child-field';
import { pathOf } from './field-props';
import classes from './fields.module.css';
import { MapEntries } from './map-entries';

/** Named options one below the other, then whatever else is written there. */
export function GroupField(props: FieldProps) {
  const { node } = fieldOptions(props.uiSchema);
  invariant(node.kind === 'group', 'a group field without a group');
  const path = pathOf(props);
  const names = node.fields.map(({ info }) => info.name);
  return (
    <div className={classes.stack}>
      {node.fields.map((field) => (
        <ChildField key={field.info.name} parent={props} node={field} part={field.info.name} frame="full" />
      ))}
      {node.others === null ? (
        <UnknownKeys node={node} path={path} />
      ) : (
        <MapEntries parent={props} item={node.others} path={path} except={names} word="entry" />
      )}
    </div>
  );
}

/** Keys that the interface does not have. They stay as they are until somebody takes them out. */
function UnknownKeys({
  node,
  path,
}: {
  readonly node: Extract<FormNode, { kind: 'group' }>;
  readonly path: JsonPath;
}) {
  const { unset } = useFormActions();
  const canWrite = useFormState((slice) => slice.layer.access.canWrite);
  const unknown = useFormState((slice) => {
    const value = valueAt(slice.layer.value, path);
    const names = new Set(node.fields.map(({ info }) => info.name));
    return isJsonObject(value) ? Object.entries(value).filter(([key]) => !names.has(key)) : [];
  });
  if (unknown.length === 0) return null;
  return (
    <div className={classes.unknown}>
      <div className={classes.unknownTitle}>Not an option of this role; kept as written</div>
      {unknown.map(([key, value]) => (
        <UnknownKey
          key={key}
          name={key}
          value={value}
          path={[...path, key]}
          onRemove={canWrite ? () => void unset([...path, key]) : null}
        />
      ))}
    </div>
  );
}

function UnknownKey(props: {
  readonly name: string;
  readonly value: Json;
  readonly path: JsonPath;
  readonly onRemove: (() => void) | null;
}) {
  const { name, value, path, onRemove } = props;
  const errors = useFieldErrors(path);
  return (
    <div data-testid={`field:${pathText(path)}`} data-field={pathKey(path)}>
      <div className={classes.unknownRow}>
        <code>
          {name} = {nixText(value, 80)}
        </code>
        {onRemove !== null && (
          <ActionIcon aria-label={`Remove ${name}`} size={24} onClick={onRemove}>
            <IconX size={13} />
          </ActionIcon>
        )}
      </div>
      {errors.map((error, index) => (
        <FindingNote key={index} finding={error} />
      ))}
    </div>
  );
}
