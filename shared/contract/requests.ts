/**
 * The one list of everything that the window can ask of main: channel, payload check, answer type.
 * Preload, the WebSocket client, the handlers and the test fake are all derived from it.
 */
import { z } from 'zod';
import type { Diagnostic } from '../base/diagnostic';
import type { MachinePreview, PreviewNode, Provenance, RoleForm } from '../clan/evaluation';
import type { AppState, FolderListing, NodePositions, OpenTarget, Preferences } from './app';
import { captureSchema, editSchema, pathSchema, selectionSchema } from './edit-schema';
import type { EvaluatorsState } from './evaluators';
import type { InputsState } from './inputs';
import type { EvaluationState, SaveAnswer, SavePlan, WorkspaceState } from './workspace';

/** A request: its run-time payload check, and the type of its answer (which exists in types only). */
export interface RequestDefinition<Payload, Answer> {
  readonly payload: z.ZodType<Payload>;
  readonly answer?: Answer;
}

function request<Answer>() {
  return <Payload>(payload: z.ZodType<Payload>): RequestDefinition<Payload, Answer> => ({ payload });
}

const nothing = z.strictObject({});
const id = z.string().min(1).max(4_096);
const name = z.string().min(1).max(1_000);
const pixels = z.number().int().min(0).max(10_000);

const openTarget: z.ZodType<OpenTarget> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recent'), id }),
  z.strictObject({ kind: z.literal('example'), id }),
  z.strictObject({ kind: z.literal('folder'), id }),
]);

const preferences: z.ZodType<Partial<Preferences>> = z.strictObject({
  colorScheme: z.enum(['light', 'dark', 'auto']).optional(),
  leftWidth: pixels.optional(),
  rightWidth: pixels.optional(),
});

const positions: z.ZodType<NodePositions> = z.record(
  z.string().max(1_100),
  z.strictObject({ x: z.number(), y: z.number() }),
);

export const requests = {
  'app:get-state': request<AppState>()(nothing),
  'app:set-preferences': request<AppState>()(preferences),
  'app:forget-recent': request<AppState>()(z.strictObject({ id })),
  /** Shows the native folder dialog and opens what was chosen; null: the user cancelled. Electron only. */
  'app:choose-folder': request<WorkspaceState | null>()(nothing),
  /** Lists a folder for shells without a native dialog. `null`: the home folder. */
  'app:list-folder': request<FolderListing>()(z.strictObject({ id: id.nullable() })),
  /** Opens a link in the user's browser, when it is https and on the allow-list. */
  'app:open-external': request<null>()(z.strictObject({ url: z.string().max(2_048) })),

  'clan:open': request<WorkspaceState>()(openTarget),
  'clan:close': request<null>()(nothing),

  'workspace:get': request<{ workspace: WorkspaceState; evaluation: EvaluationState } | null>()(nothing),
  /** Applies one edit. `selection` is restored when the edit is undone. */
  'workspace:edit': request<WorkspaceState>()(
    z.strictObject({
      edit: editSchema,
      capture: captureSchema.optional(),
      selection: selectionSchema.optional(),
    }),
  ),
  /** Several edits as one history entry, all or none. */
  'workspace:edit-many': request<WorkspaceState>()(
    z.strictObject({
      edits: z.array(editSchema).min(1).max(1_000),
      label: z.string().max(200),
      selection: selectionSchema.optional(),
    }),
  ),
  'workspace:undo': request<WorkspaceState>()(nothing),
  'workspace:redo': request<WorkspaceState>()(nothing),
  /** Takes back the changes with these ids, as one undoable edit. */
  'workspace:discard': request<WorkspaceState>()(z.strictObject({ changes: z.array(id).max(10_000) })),
  'workspace:restore-draft': request<WorkspaceState>()(nothing),
  'workspace:drop-draft': request<WorkspaceState>()(nothing),
  'workspace:resolve-conflict': request<WorkspaceState>()(
    z.strictObject({ conflict: id, take: z.enum(['mine', 'theirs']) }),
  ),
  /** Makes the plan of a save, without the changes in `exclude`. */
  'workspace:plan': request<SavePlan>()(z.strictObject({ exclude: z.array(id).max(10_000) })),
  /** Carries out a plan exactly as it was shown; refused when the document or the file has moved on. */
  'workspace:save': request<SaveAnswer>()(
    z.strictObject({
      plan: id,
      commit: z.strictObject({ message: z.string().min(1).max(10_000) }).nullable(),
    }),
  ),
  /**
   * Makes untracked files known to git, so that the flake sees them: inventory.json, or the `paths` of a diagnostic's
   * `fix` (relative to the clan). Refused for what lies outside, does not exist or is ignored.
   */
  'git:intent-to-add': request<WorkspaceState>()(
    z.strictObject({ paths: z.array(id).min(1).max(100).optional() }),
  ),

  'results:machine-preview': request<MachinePreview>()(z.strictObject({ machine: name })),
  /** What lies below a node of a preview that was not looked into (`isPartial`). */
  'results:preview-level': request<PreviewNode>()(
    z.strictObject({ machine: name, path: z.array(z.string().max(1_000)).max(100) }),
  ),
  'results:provenance': request<Provenance>()(z.strictObject({ machine: name, path: pathSchema })),
  'results:role-form': request<RoleForm>()(z.strictObject({ instance: name, role: name })),

  /** The inputs of the clan's flake, and the folders that stand for them. */
  'inputs:get': request<InputsState>()(nothing),
  /** Puts a folder that was listed in the place of an input and evaluates the clan anew. */
  'inputs:override': request<InputsState>()(z.strictObject({ input: name, folder: id })),
  /** The same with the native folder dialog; null: the user cancelled. Electron only. */
  'inputs:choose': request<InputsState | null>()(z.strictObject({ input: name })),
  /** Takes an input from where it came before. */
  'inputs:reset': request<InputsState>()(z.strictObject({ input: name })),

  'evaluators:get': request<EvaluatorsState>()(nothing),
  /** Changes which evaluator answers for the open clan, at once; remembered for this clan by the app. */
  'evaluators:choose': request<EvaluatorsState>()(
    z.strictObject({ choice: z.enum(['auto', 'embedded', 'nix']) }),
  ),
  /** The user's consent to fetch inputs of this clan, or its withdrawal. Nothing is fetched without it. */
  'evaluators:allow-fetching': request<EvaluatorsState>()(z.strictObject({ isAllowed: z.boolean() })),
  /** Looks for Nix again and asks it again, after the user mended what was wrong. */
  'evaluators:retry': request<EvaluatorsState>()(nothing),

  'layout:get': request<NodePositions>()(nothing),
  /** Replaces the remembered positions; an empty record forgets them. */
  'layout:set': request<null>()(z.strictObject({ positions })),
} as const;

export type Requests = typeof requests;
export type RequestChannel = keyof Requests;
export type RequestPayload<C extends RequestChannel> = z.infer<Requests[C]['payload']>;
export type RequestAnswer<C extends RequestChannel> =
  NonNullable<Requests[C]['answer']> | Extract<Requests[C]['answer'], null>;

/** How an answer travels: Electron itself keeps only an error's message. */
export type Envelope<Answer> =
  { readonly ok: true; readonly value: Answer } | { readonly ok: false; readonly error: Diagnostic };

export const requestChannels = Object.keys(requests) as readonly RequestChannel[];
