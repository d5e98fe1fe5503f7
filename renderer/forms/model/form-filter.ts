import type { Json, JsonPath } from '../../../shared/base/json';
import type { FormNode } from './form-node';
import { pathKey, valueAt } from './json-path';
import { plainText } from './words';

export interface FormFilter {
  readonly query: string;
  readonly isModifiedOnly: boolean;
}

export interface FilteredForm {
  /** Null: everything is visible. */
  readonly visible: ReadonlySet<string> | null;
  readonly shown: number;
  readonly total: number;
}

/** Which fields a filter leaves. A group stays when one of its fields does; every word of the query has to be found. */
export function filterForm(root: FormNode, value: Json | undefined, filter: FormFilter): FilteredForm {
  const words = filter.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const visible = new Set<string>();
  const tally = { shown: 0, total: 0 };
  visit(root, [], '', { value, words, isModifiedOnly: filter.isModifiedOnly, visible, tally });
  const isFiltering = words.length > 0 || filter.isModifiedOnly;
  return { visible: isFiltering ? visible : null, ...tally };
}

interface Visit {
  readonly value: Json | undefined;
  readonly words: readonly string[];
  readonly isModifiedOnly: boolean;
  readonly visible: Set<string>;
  readonly tally: { shown: number; total: number };
}

function visit(node: FormNode, path: JsonPath, above: string, state: Visit): boolean {
  const own = valueAt(state.value, path);
  const text = `${above} ${node.info.name} ${node.info.description ?? ''}`.toLowerCase();
  if (node.kind === 'group') {
    const found = node.fields.map((field) => visit(field, [...path, field.info.name], text, state));
    if (found.includes(true)) state.visible.add(pathKey(path));
    return found.includes(true);
  }
  state.tally.total += 1;
  const searched = own === undefined ? text : `${text} ${plainText(own).toLowerCase()}`;
  const isFound = state.words.every((word) => searched.includes(word));
  const isVisible = isFound && (!state.isModifiedOnly || own !== undefined);
  if (isVisible) {
    state.visible.add(pathKey(path));
    state.tally.shown += 1;
  }
  return isVisible;
}

/** How many options are set on a layer; what the layer's chip says. */
export function countSet(root: FormNode | null, value: Json | undefined): number {
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value)) return 0;
  if (root === null) return Object.keys(value).length;
  return countSetAt(root, value);
}

function countSetAt(node: FormNode, value: Json | undefined): number {
  if (value === undefined) return 0;
  if (node.kind !== 'group' || value === null || typeof value !== 'object' || Array.isArray(value)) return 1;
  const names = new Set(node.fields.map(({ info }) => info.name));
  const known = node.fields.reduce(
    (sum, field) => sum + countSetAt(field, valueAt(value, [field.info.name])),
    0,
  );
  return known + Object.keys(value).filter((key) => !names.has(key)).length;
}
