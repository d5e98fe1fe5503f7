import type { FieldProps } from '@rjsf/utils';
import { fieldOptions } from '../to-rjsf';
import { JsonWidget } from '../widgets/json-widget';
import { pathOf } from './field-props';
import { useWidgetProps } from './scalar-field';

/** A type that has no form: its value as JSON, while everything around it stays a form. */
export function JsonField(props: FieldProps) {
  const { node } = fieldOptions(props.uiSchema);
  return <JsonWidget {...useWidgetProps(node, pathOf(props), props.fieldPathId.$id)} />;
}
