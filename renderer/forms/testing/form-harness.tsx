import { MantineProvider } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { vi } from 'vitest';
import type { Json, JsonObject } from '../../../shared/base/json';
import type { Edit } from '../../../shared/clan/edits/edit';
import { applyEdit } from '../../../shared/clan/edits/apply-edit';
import type { ClanEvaluation, EvaluatedRole } from '../../../shared/clan/evaluation';
import type { KeyOrder } from '../../../shared/contract';
import { compileSchema } from '../model/compile-schema';
import { valueAt } from '../model/json-path';
import { buildLayers } from '../model/layers';
import { SettingsForm } from '../settings-form';

const roleRef = { instance: 'i', role: 'r' };
const settingsPath = ['instances', 'i', 'roles', 'r', 'settings'];
const role: EvaluatedRole = {
  name: 'r',
  description: null,
  exists: true,
  members: [],
  tags: [],
  layers: [],
  minMachines: null,
  maxMachines: null,
  classes: null,
  extraModules: 0,
};

/** A form over a document of its own, edited by the real edits, without any window around it. */
export class FormHarness {
  document: JsonObject;
  readonly edits: Edit[] = [];
  /** As main publishes them beside the document. */
  keyOrders: readonly KeyOrder[] = [];
  readonly names = { machines: ['athena', 'borealis'], tags: ['laptop'], instances: ['backup'] };
  #show: () => void = () => undefined;

  constructor(
    readonly properties: JsonObject,
    settings?: JsonObject,
    /** What evaluation makes of the settings, for placeholders. */
    readonly effective?: Json,
  ) {
    const roles: JsonObject = { r: settings === undefined ? {} : { settings } };
    this.document = { instances: { i: { module: { name: 'm' }, roles } } };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#show = listener;
    return () => {
      this.#show = () => undefined;
    };
  };

  get settings(): Json | undefined {
    return valueAt(this.document, settingsPath);
  }

  /** As undo or another program would. */
  replace(settings: JsonObject): void {
    this.document = { instances: { i: { module: { name: 'm' }, roles: { r: { settings } } } } };
    this.#show();
  }

  readonly #edit = (edit: Edit): Promise<boolean> => {
    this.edits.push(edit);
    const result = applyEdit(this.document, edit, { evaluation: null, persisted: {} });
    if (!result.ok) return Promise.resolve(false);
    this.document = result.value;
    this.#show();
    return Promise.resolve(true);
  };

  readonly host = {
    edit: this.#edit,
    editMany: async (edits: readonly Edit[]) => {
      for (const edit of edits) await this.#edit(edit);
      return true;
    },
    selectLayer: vi.fn(),
    openLink: vi.fn(),
  };
}

/** Draws the harness' form and follows its document. */
export function HarnessForm({ form }: { readonly form: FormHarness }) {
  const document = useSyncExternalStore(form.subscribe, () => form.document);
  const [root] = useState(() =>
    compileSchema({ $defs: { Input: { type: 'object', properties: form.properties } } }),
  );
  const layers = buildLayers({
    instance: 'i',
    role,
    evaluation: { tags: [] } as unknown as ClanEvaluation,
    document,
    keyOrders: form.keyOrders,
    formLayers: [],
    readOnlyReason: null,
  });
  const [layer] = layers;
  if (layer === undefined) return null;
  return (
    <MantineProvider env="test">
      <SettingsForm
        roleRef={roleRef}
        root={root}
        layer={layer}
        layers={layers}
        effective={form.effective}
        diagnostics={[]}
        filter={{ query: '', isModifiedOnly: false }}
        names={form.names}
        host={form.host}
      />
    </MantineProvider>
  );
}
