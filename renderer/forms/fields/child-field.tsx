import type { FieldProps } from '@rjsf/utils';
import { useMemo } from 'react';
import type { FormNode } from '../model/form-node';
import { rjsfSchema, rjsfUiSchema, type Frame } from '../to-rjsf';
import { childPathId, nothingToReport } from './field-props';

/** A field below another one, through the library's dispatcher. */
export function ChildField(props: {
  readonly parent: FieldProps;
  readonly node: FormNode;
  /** Absent: another view of the same place (a branch of a union). */
  readonly part?: string | number;
  readonly frame: Frame;
}) {
  const { parent, node, part, frame } = props;
  const { SchemaField } = parent.registry.fields;
  const parentKey = JSON.stringify(parent.fieldPathId.path);
  const fieldPathId = useMemo(
    () => (part === undefined ? parent.fieldPathId : childPathId(parent.fieldPathId, part)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the path's content is what counts
    [parentKey, parent.fieldPathId.$id, part],
  );
  if (SchemaField === undefined) return null;
  return (
    <SchemaField
      name={part === undefined ? parent.name : String(part)}
      schema={rjsfSchema(node)}
      uiSchema={rjsfUiSchema(node, frame)}
      fieldPathId={fieldPathId}
      formData={undefined}
      registry={parent.registry}
      required={node.info.isRequired}
      onChange={nothingToReport}
      onBlur={nothingToReport}
      onFocus={nothingToReport}
    />
  );
}
