import { AttrSet, NixError, SymbolicValue, asNixError, force, toJsonValue } from '../nix';
import type { Slot } from '../nix';
import type { ExactJson } from '../schema/exact-json';
import { fromNixJson, objectOf } from '../schema/exact-json';

/** Receives what failed, and where. */
export type OnFailure = (error: NixError, path: readonly string[]) => void;

/** Failures that end the whole query: its time is up, or nobody wants it any more. */
function endsQuery(error: NixError): boolean {
  return error.kind === 'cancelled' || error.kind === 'limit';
}

/** The result, or undefined when evaluation fails; a query that is over fails all the same. */
export function attempt<T>(compute: () => T, onFailure: (error: NixError) => void): T | undefined {
  try {
    return compute();
  } catch (caught) {
    const error = asNixError(caught);
    if (!(error instanceof NixError) || endsQuery(error)) throw error;
    onFailure(error);
    return undefined;
  }
}

/** A value of the clan as JSON. Throws NixError, also for what only system Nix or a missing input would tell. */
export function knownJson(slot: Slot): ExactJson {
  return fromNixJson(toJsonValue(slot, { isKnownOnly: true }));
}

/**
 * A value as JSON in which a member that fails is left out, down to `depth` levels of sets; below, one failure takes
 * its whole member along. Undefined when the value itself fails.
 */
export function guardedJson(
  slot: Slot,
  depth: number,
  onFailure: OnFailure,
  path: readonly string[] = [],
): ExactJson | undefined {
  const fail = (error: NixError): void => onFailure(error, path);
  if (depth === 0) return attempt(() => knownJson(slot), fail);
  const value = attempt(() => force(slot), fail);
  if (value === undefined) return undefined;
  if (!(value instanceof AttrSet) || value instanceof SymbolicValue)
    return attempt(() => knownJson(value), fail);
  const members: [string, ExactJson][] = [];
  for (const name of value.names()) {
    const member = guardedJson(value.get(name) ?? null, depth - 1, onFailure, [...path, name]);
    if (member !== undefined) members.push([name, member]);
  }
  return objectOf(members);
}
