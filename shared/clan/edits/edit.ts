/**
 * Every change of the document is one of these plain objects, applied by a pure function (one file a verb).
 * The document is the parsed content of `inventory.json`: nothing else is ever edited.
 */
import type { Json, JsonPath } from '../../base/json';
import type { SettingsLayerRef } from '../../base/diagnostic';

/** Fields of a machine that have a single value. Dots part the levels. */
export type MachineField =
  'description' | 'icon' | 'machineClass' | 'deploy.targetHost' | 'deploy.buildHost' | 'deploy.forwardAgent';

export type Edit =
  | {
      readonly kind: 'machine/add';
      readonly name: string;
      readonly machineClass?: 'nixos' | 'darwin';
      readonly description?: string;
      readonly tags?: readonly string[];
    }
  /** Also takes the machine out of every role in the document. */
  | { readonly kind: 'machine/delete'; readonly name: string }
  /** `null` writes null; `undefined` (absent) takes the key out. */
  | {
      readonly kind: 'machine/set-field';
      readonly machine: string;
      readonly field: MachineField;
      readonly value?: Json;
    }
  | { readonly kind: 'machine/add-tag'; readonly machines: readonly string[]; readonly tag: string }
  | { readonly kind: 'machine/remove-tag'; readonly machines: readonly string[]; readonly tag: string }
  | {
      readonly kind: 'instance/add';
      readonly name: string;
      readonly module: { readonly name: string; readonly input: string | null };
    }
  | { readonly kind: 'instance/delete'; readonly name: string }
  | { readonly kind: 'instance/rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'instance/duplicate'; readonly name: string; readonly to: string }
  | {
      readonly kind: 'role/assign';
      readonly instance: string;
      readonly role: string;
      readonly machines: readonly string[];
      readonly tags: readonly string[];
    }
  | {
      readonly kind: 'role/unassign';
      readonly instance: string;
      readonly role: string;
      readonly machines: readonly string[];
      readonly tags: readonly string[];
    }
  /** Sets one value; missing parents (role, layer, settings) are created. An empty path replaces the whole layer. */
  | {
      readonly kind: 'settings/set';
      readonly instance: string;
      readonly role: string;
      readonly layer: SettingsLayerRef;
      readonly path: JsonPath;
      readonly value: Json;
    }
  /** Takes one value out; parents that become empty because of it go too, up to and including `settings`. */
  | {
      readonly kind: 'settings/unset';
      readonly instance: string;
      readonly role: string;
      readonly layer: SettingsLayerRef;
      readonly path: JsonPath;
    }
  /** Renames a key of a map in place. Refused when `to` is there already. */
  | {
      readonly kind: 'settings/rename-key';
      readonly instance: string;
      readonly role: string;
      readonly layer: SettingsLayerRef;
      readonly path: JsonPath;
      readonly to: string;
    };

export type EditKind = Edit['kind'];

/**
 * How an edit enters the history: `record` makes an entry; `merge` joins the previous entry when that has the same
 * `mergeKey` (typing, one entry a gesture).
 */
export type Capture = { readonly kind: 'record' } | { readonly kind: 'merge'; readonly mergeKey: string };
