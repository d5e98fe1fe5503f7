import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { FieldProps } from '@rjsf/utils';
import { isJsonObject, type JsonPath } from '../../../shared/base/json';
import { invariant } from '../../../shared/base/invariant';
import type { FormNode } from '../model/form-node';
import { pathText, valueAt } from '../model/json-path';
import { nixText } from '../model/words';
import { useFormActions, useFormState } from '../store/form-context';
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
function UnknownKeys({ node, path }: { readonly node: Extract<FormNode, { kind: 'group' }>; readonly path: JsonPath }) {
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
        <div key={key} className={classes.unknownRow} data-testid={`field:${pathText([...path, key])}`}>
          <code>
            {key} = {nixText(value, 80)}
          </code>
          {canWrite && (
            <ActionIcon aria-label={`Remove ${key}`} size={24} onClick={() => void unset([...path, key])}>
              <IconX size={13} />
            </ActionIcon>
          )}
        </div>
      ))}
    </div>
  );
}
