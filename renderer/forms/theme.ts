// Not from the package's door: that also loads a test helper which needs AJV, and AJV generates code at run time.
import withTheme from '@rjsf/core/lib/withTheme.js';
import { GroupField } from './fields/group-field';
import { JsonField } from './fields/json-field';
import { ListField } from './fields/list-field';
import { MapField } from './fields/map-field';
import { ScalarField } from './fields/scalar-field';
import { UnionField } from './fields/union-field';
import { FieldTemplate } from './templates/field-template';

/** The form library in our clothes: its dispatch from schema to field, our fields and frames. */
export const ThemedForm = withTheme({
  fields: {
    group: GroupField,
    list: ListField,
    map: MapField,
    union: UnionField,
    json: JsonField,
    scalar: ScalarField,
  },
  templates: { FieldTemplate },
});
