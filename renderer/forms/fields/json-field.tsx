import type { FieldProps } from '@rjsf/utils';
import { fieldOptions } from '../to-rjsf';
import { JsonWidget } from '../widgets/json-widget';
import { pathOf } from './field-props';
import classes from './fields.module.css';
import { useWidgetProps } from './scalar-field';

/** A type that has no form: its value as JSON, while everything around it stays a form. */
export function JsonField(props: FieldProps) {
  const { node, frame } = fieldOptions(props.uiSchema);
  const widget = useWidgetProps(node, pathOf(props), props.fieldPathId.$id);
  const isNix = nixTypes.has(node.info.hints?.typeName ?? '');
  return (
    <>
      <JsonWidget {...widget} minRows={frame === 'bare' || isNix ? 1 : 2} />
      {isNix && widget.value === undefined && !widget.isDisabled && (
        <div className={classes.onlyNix}>
          Takes a {node.info.hints?.typeDescription}, which JSON cannot say. Set it in a Nix module of the
          clan.
        </div>
      )}
    </>
  );
}

/** Types whose values exist in Nix only. */
const nixTypes = new Set(['package', 'shellPackage', 'functionTo', 'pkgs']);
