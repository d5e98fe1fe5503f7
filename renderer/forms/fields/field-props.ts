import type { FieldPathId, FieldProps } from '@rjsf/utils';
import type { JsonPath } from '../../../shared/base/json';

/** The library's id and path of a place below a field. Names may be empty or hold dots, so nothing is parsed. */
export function childPathId(parent: FieldPathId, part: string | number): FieldPathId {
  return { $id: `${parent.$id}_${String(part).length}.${part}`, path: [...parent.path, part] };
}

/** The library hands a new array with the same content on every render. */
export function pathOf(props: FieldProps): JsonPath {
  return props.fieldPathId.path;
}

export function nothingToReport(): void {
  // Fields write to the document themselves; the library's own copy of the data is not in use.
}
