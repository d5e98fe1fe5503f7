import { AttrSet } from '../nix';
import type { Slot, Value } from '../nix';
import type { ExactJson } from '../schema/exact-json';
import { isExactObject } from '../schema/exact-json';

/** JSON data as a Nix value. */
export function exactToNix(json: ExactJson): Value {
  if (Array.isArray(json)) return json.map((item) => exactToNix(item as ExactJson));
  if (!isExactObject(json)) return json as Exclude<ExactJson, readonly ExactJson[]> as Value;
  return new AttrSet(
    new Map<string, Slot>(Object.entries(json).map(([name, value]) => [name, exactToNix(value)])),
  );
}
