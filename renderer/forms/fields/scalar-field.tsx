import type { FieldProps } from '@rjsf/utils';
import { useMemo } from 'react';
import { digitsOf } from '../../../shared/base/exact-number';
import type { Json, JsonPath } from '../../../shared/base/json';
import type { FormNode } from '../model/form-node';
import { suggestedNames } from '../model/suggestions';
import {
  useFieldErrors,
  useFieldState,
  useFieldValue,
  useFormActions,
  useFormState,
} from '../store/form-context';
import { fieldOptions } from '../to-rjsf';
import { EnumWidget } from '../widgets/enum-widget';
import { JsonWidget } from '../widgets/json-widget';
import { NumberWidget } from '../widgets/number-widget';
import { TextWidget } from '../widgets/text-widget';
import { ToggleWidget } from '../widgets/toggle-widget';
import type { WidgetProps } from '../widgets/widget';
import classes from './fields.module.css';
import { pathOf } from './field-props';

/** Single values: text, number, yes or no, choice, null. */
export function ScalarField(props: FieldProps) {
  const { node, frame } = fieldOptions(props.uiSchema);
  const path = pathOf(props);
  const widget = useWidgetProps(node, path, props.fieldPathId.$id);
  const suggestions = useFormState((slice) =>
    node.kind === 'string' ? suggestedNames(path, slice.names) : none,
  );
  return <ScalarWidget node={node} widget={widget} frame={frame} suggestions={suggestions} />;
}

const none: readonly string[] = [];

function ScalarWidget(props: {
  readonly node: FormNode;
  readonly widget: WidgetProps;
  readonly frame: 'full' | 'bare';
  readonly suggestions: readonly string[];
}) {
  const { node, widget, frame } = props;
  // A value of another shape than the type wants is shown as it is instead of being hidden by an empty input.
  if (widget.value !== undefined && !fits(node, widget.value)) return <JsonWidget {...widget} minRows={1} />;
  switch (node.kind) {
    case 'string':
      return <TextWidget {...widget} node={node} suggestions={props.suggestions} />;
    case 'number':
      return <NumberWidget {...widget} node={node} />;
    case 'boolean':
      return <ToggleWidget {...widget} description={frame === 'full' ? node.info.description : null} />;
    case 'enum':
      return <EnumWidget {...widget} node={node} />;
    default:
      return <div className={classes.nullValue}>null</div>;
  }
}

function fits(node: FormNode, value: Json): boolean {
  switch (node.kind) {
    case 'string':
      return typeof value === 'string';
    case 'number':
      return digitsOf(value) !== undefined;
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    default:
      return true;
  }
}

/** What an input at a place needs. */
export function useWidgetProps(node: FormNode, path: JsonPath, id: string): WidgetProps {
  const value = useFieldValue(path);
  const state = useFieldState(node, path);
  const hasError = useFieldErrors(path).some(({ severity }) => severity === 'error');
  const { set, unset } = useFormActions();
  const key = JSON.stringify(path);
  return useMemo(
    () => ({
      id,
      label: node.info.name === '' ? path.join(' ') : node.info.name,
      describedBy: node.info.description === null ? undefined : `${id}-description`,
      value,
      fallback: state.fallback,
      fallbackText: state.fallbackText,
      isDisabled: !state.canWrite,
      hasError,
      commit: (next, gesture) => set(path, next, gesture),
      unset: () => unset(path),
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for the path, which is a new array on every render
    [id, node, value, state, hasError, set, unset, key],
  );
}
