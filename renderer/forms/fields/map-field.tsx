import type { FieldProps } from '@rjsf/utils';
import { invariant } from '../../../shared/base/invariant';
import { isJsonObject } from '../../../shared/base/json';
import { itemWord, nixText } from '../model/words';
import { useFieldState, useFieldValue } from '../store/form-context';
import { fieldOptions } from '../to-rjsf';
import { JsonWidget } from '../widgets/json-widget';
import { pathOf } from './field-props';
import classes from './fields.module.css';
import { MapEntries } from './map-entries';
import { useWidgetProps } from './scalar-field';

const noKeys: readonly string[] = [];

/** A map: any name, every entry alike. */
export function MapField(props: FieldProps) {
  const { node } = fieldOptions(props.uiSchema);
  invariant(node.kind === 'map', 'a map field without a map');
  const path = pathOf(props);
  const value = useFieldValue(path);
  const state = useFieldState(node, path);
  const widget = useWidgetProps(node, path, props.fieldPathId.$id);
  if (value !== undefined && !isJsonObject(value)) return <JsonWidget {...widget} />;
  const { fallback } = state;
  return (
    <>
      {value === undefined && isJsonObject(fallback) && Object.keys(fallback).length > 0 && (
        <div className={classes.emptyRow}>{nixText(fallback, 200)}</div>
      )}
      <MapEntries
        parent={props}
        item={node.item}
        path={path}
        except={noKeys}
        word={itemWord(node.info.name)}
      />
    </>
  );
}
