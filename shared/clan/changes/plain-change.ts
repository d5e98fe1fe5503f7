import type { Json, JsonPath } from '../../base/json';
import type { Selection } from '../selection';
import { pathText, valueText } from '../value-text';
import { changeId } from './change';
import type { Change } from './change';

/** A change that has no words of its own: what is where now, and what was there. */
export function plainChange(
  path: JsonPath,
  before: Json | undefined,
  after: Json | undefined,
  selection: Selection = { kind: 'none' },
  requires: readonly string[] = [],
): Change {
  const name = pathText(path);
  return {
    id: changeId('value', path),
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    title: after === undefined ? `${name} taken out` : `${name} = ${valueText(after)}`,
    detail: before === undefined ? 'was not there' : `was ${valueText(before)}`,
    selection,
    steps: [after === undefined ? { kind: 'delete', path } : { kind: 'set', path, value: after }],
    requires,
  };
}
