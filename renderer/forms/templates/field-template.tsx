import type { FieldTemplateProps } from '@rjsf/utils';
import { fieldOptions } from '../to-rjsf';
import { FieldFrame } from './field-frame';
import { GroupFrame } from './group-frame';

/** What the form library puts around each field. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { node, frame } = fieldOptions(props.uiSchema);
  const { path } = props.fieldPathId;
  if (frame === 'bare' || path.length === 0) return props.children;
  if (node.kind === 'group') {
    return (
      <GroupFrame node={node} path={path}>
        {props.children}
      </GroupFrame>
    );
  }
  return (
    <FieldFrame node={node} path={path} id={props.id}>
      {props.children}
    </FieldFrame>
  );
}
