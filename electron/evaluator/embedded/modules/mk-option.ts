import type { AttrSet, Slot } from '../nix';
import type { OptionFields } from './api';
import { DeclaredOption } from './option-shape';

/**
 * `lib.options.mkOption`: an option declaration. Fields that are left out stay absent, which is not the same as null
 * (`default`).
 */
export function mkOption(fields: OptionFields): AttrSet {
  const entries = new Map<string, Slot>();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) entries.set(name, value as Slot);
  }
  entries.set('_type', 'option');
  return new DeclaredOption(entries);
}
