/**
 * Clan serialises settings inside a wrapper that names their file: `{ imports = [ { _file, imports = [ SETTINGS ] } ] }`
 * (clan-semantics 3.5). The wrapper of settings that nobody defined names a module of Clan itself and holds `{ }`.
 */
import { isJsonObject } from '../base/json';
import type { Json, JsonObject } from '../base/json';
import { isEmptyContainer, ownValue } from './json-tree';

interface Wrapper {
  readonly file: string;
  readonly content: Json;
}

function wrapperOf(value: Json | undefined): Wrapper | null {
  const outer = soleImport(value, 1);
  const file = outer === null ? undefined : ownValue(outer, '_file');
  if (typeof file !== 'string') return null;
  const inner = ownValue(outer ?? undefined, 'imports');
  if (!Array.isArray(inner) || inner.length !== 1) return null;
  return { file, content: inner[0] as Json };
}

function soleImport(value: Json | undefined, keyCount: number): JsonObject | null {
  if (!isJsonObject(value) || Object.keys(value).length !== keyCount) return null;
  const imports = ownValue(value, 'imports');
  if (!Array.isArray(imports) || imports.length !== 1) return null;
  const only = imports[0] as Json;
  return isJsonObject(only) ? only : null;
}

/** Settings without Clan's wrapper; anything else as it is. */
export function unwrapSettings(value: Json | undefined): Json | undefined {
  return wrapperOf(value)?.content ?? value;
}

/** The location that defines wrapped settings; null: nobody does; undefined: the value is not wrapped. */
export function settingsDefiner(value: Json | undefined): string | null | undefined {
  const wrapper = wrapperOf(value);
  if (!wrapper) return undefined;
  const isClanModule = /inventoryClass\/|^<clan-core>/.test(wrapper.file.split(', via option ')[0] ?? '');
  return isClanModule && isEmptyContainer(wrapper.content) ? null : wrapper.file;
}
