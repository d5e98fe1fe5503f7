import type { ExactJson, ExactJsonObject } from '../embedded';
import { isExactObject } from '../embedded';

/**
 * An inventory without the wrappers that Clan puts around settings, `{ imports = [ { _file, imports = [ SETTINGS ] } ] }`.
 * Other tools take them off wherever they stand, so this does too.
 */
export function unwrapped(value: ExactJson): ExactJson {
  if (Array.isArray(value) || !isExactObject(value)) return value;
  const settings = settingsIn(value);
  if (settings !== undefined) return settings;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unwrapped(member)] as const));
}

function settingsIn(value: ExactJsonObject): ExactJson | undefined {
  const outer = soleImport(value, ['imports']);
  if (outer === undefined || !isExactObject(outer)) return undefined;
  return soleImport(outer, ['_file', 'imports']);
}

function soleImport(value: ExactJsonObject, keys: readonly string[]): ExactJson | undefined {
  const imports = value['imports'];
  const hasKeys = Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
  return hasKeys && Array.isArray(imports) && imports.length === 1
    ? (imports as readonly ExactJson[])[0]
    : undefined;
}
