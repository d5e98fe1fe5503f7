/** Run-time checks of edits that cross the boundary. Sizes are capped: nothing a window sends may exhaust main. */
import { z } from 'zod';
import type { SettingsLayerRef } from '../base/diagnostic';
import type { Json } from '../base/json';
import type { Capture, Edit } from '../clan/edits/edit';
import type { Selection } from './workspace';

const name = z.string().min(1).max(1_000);
const names = z.array(name).max(10_000);
const text = z.string().max(1_000_000);
export const jsonSchema: z.ZodType<Json> = z.json();
export const pathSchema = z.array(z.union([z.string().max(10_000), z.number().int().nonnegative()])).max(200);

export const layerSchema: z.ZodType<SettingsLayerRef> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role') }),
  z.strictObject({ kind: z.literal('tag'), tag: name }),
  z.strictObject({ kind: z.literal('machine'), machine: name }),
]);

const machineClass = z.enum(['nixos', 'darwin']);
const inRole = { instance: name, role: name };

export const editSchema: z.ZodType<Edit> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('machine/add'),
    name,
    machineClass: machineClass.optional(),
    description: text.optional(),
    tags: names.optional(),
  }),
  z.strictObject({ kind: z.literal('machine/delete'), name }),
  z.strictObject({
    kind: z.literal('machine/set-field'),
    machine: name,
    field: z.enum([
      'description',
      'icon',
      'machineClass',
      'deploy.targetHost',
      'deploy.buildHost',
      'deploy.forwardAgent',
    ]),
    value: jsonSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('machine/add-tag'), machines: names, tag: name }),
  z.strictObject({ kind: z.literal('machine/remove-tag'), machines: names, tag: name }),
  z.strictObject({
    kind: z.literal('instance/add'),
    name,
    module: z.strictObject({ name, input: name.nullable() }),
  }),
  z.strictObject({ kind: z.literal('instance/delete'), name }),
  z.strictObject({ kind: z.literal('instance/rename'), name, to: name }),
  z.strictObject({ kind: z.literal('instance/duplicate'), name, to: name }),
  z.strictObject({ kind: z.literal('role/assign'), ...inRole, machines: names, tags: names }),
  z.strictObject({ kind: z.literal('role/unassign'), ...inRole, machines: names, tags: names }),
  z.strictObject({
    kind: z.literal('settings/set'),
    ...inRole,
    layer: layerSchema,
    path: pathSchema,
    value: jsonSchema,
  }),
  z.strictObject({ kind: z.literal('settings/unset'), ...inRole, layer: layerSchema, path: pathSchema }),
  z.strictObject({
    kind: z.literal('settings/rename-key'),
    ...inRole,
    layer: layerSchema,
    path: pathSchema,
    to: z.string().max(1_000),
  }),
]);

export const captureSchema: z.ZodType<Capture> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('record') }),
  z.strictObject({ kind: z.literal('merge'), mergeKey: z.string().max(1_000) }),
]);

const selectionEnd = z.strictObject({ kind: z.enum(['machine', 'tag']), name });

export const selectionSchema: z.ZodType<Selection> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('machine'), machine: name }),
  z.strictObject({ kind: z.literal('machines'), machines: names }),
  z.strictObject({ kind: z.literal('tag'), tag: name }),
  z.strictObject({ kind: z.literal('instance'), instance: name }),
  z.strictObject({ kind: z.literal('role'), ...inRole }),
  z.strictObject({ kind: z.literal('edge'), ...inRole, from: selectionEnd }),
]);
