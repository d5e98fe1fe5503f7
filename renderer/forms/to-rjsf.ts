/**
 * What the form library gets to see. Defaults are left out, so that it has nothing to write by itself; unions and
 * maps are left out, so that it never guesses a branch: our own fields show them from the node.
 */
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { invariant } from '../../shared/base/invariant';
import type { FormNode } from './model/form-node';

const schemas = new WeakMap<FormNode, RJSFSchema>();

/** The same object for the same node, so that memoised fields stay as they are. */
export function rjsfSchema(node: FormNode): RJSFSchema {
  const known = schemas.get(node);
  if (known) return known;
  const schema = makeSchema(node);
  schemas.set(node, schema);
  return schema;
}

function makeSchema(node: FormNode): RJSFSchema {
  const title = node.info.name;
  switch (node.kind) {
    case 'group':
      return {
        title,
        type: 'object',
        properties: Object.fromEntries(node.fields.map((field) => [field.info.name, rjsfSchema(field)])),
      };
    case 'list':
      return { title, type: 'array', items: rjsfSchema(node.item) };
    case 'string':
    case 'boolean':
    case 'null':
      return { title, type: node.kind };
    case 'number':
      return { title, type: node.isInteger ? 'integer' : 'number' };
    case 'enum':
    case 'map':
    case 'union':
    case 'json':
      return { title };
  }
}

/** How much stands around a field: label and all, or only the input (an item of a list or map). */
export type Frame = 'full' | 'bare';

interface FieldOptions {
  readonly node: FormNode;
  readonly frame: Frame;
}

const uiSchemas = { full: new WeakMap<FormNode, UiSchema>(), bare: new WeakMap<FormNode, UiSchema>() };

/** Names our field for the node, which travels along in the options. */
export function rjsfUiSchema(node: FormNode, frame: Frame): UiSchema {
  const known = uiSchemas[frame].get(node);
  if (known) return known;
  const uiSchema: UiSchema = { 'ui:field': fieldName(node), 'ui:options': { clan: { node, frame } } };
  uiSchemas[frame].set(node, uiSchema);
  return uiSchema;
}

export type FieldName = 'group' | 'list' | 'map' | 'union' | 'json' | 'scalar';

function fieldName(node: FormNode): FieldName {
  switch (node.kind) {
    case 'group':
    case 'list':
    case 'map':
    case 'union':
    case 'json':
      return node.kind;
    default:
      return 'scalar';
  }
}

/** The node and frame that {@link rjsfUiSchema} put in. */
export function fieldOptions(uiSchema: UiSchema | undefined): FieldOptions {
  const options: unknown = uiSchema?.['ui:options']?.['clan'];
  invariant(typeof options === 'object' && options !== null, 'a field without its node');
  return options as FieldOptions;
}
