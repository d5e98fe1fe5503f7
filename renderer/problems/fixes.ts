/** Ways out of a finding that are certain: what one click does, and that it can be done. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import type { JsonObject } from '../../shared/base/json';
import { checkEdit } from '../../shared/clan/check-edit';
import { applyEdit } from '../../shared/clan/edits/apply-edit';
import type { Edit } from '../../shared/clan/edits/edit';
import type { ClanEvaluation } from '../../shared/clan/evaluation';

export type QuickFix =
  | { readonly kind: 'git'; readonly label: string; readonly paths: readonly string[] }
  | { readonly kind: 'input'; readonly label: string; readonly input: string }
  /** The user's consent to fetch inputs of this clan. */
  | { readonly kind: 'fetch'; readonly label: string }
  /** One undoable edit. */
  | { readonly kind: 'edit'; readonly label: string; readonly edit: Edit };

/** What a fix is judged by. */
export interface FixContext {
  readonly evaluation: ClanEvaluation | null;
  readonly document: JsonObject;
  readonly persisted: JsonObject;
  readonly isReadOnly: boolean;
  /** Whether system Nix is used and was not allowed to fetch. */
  readonly isOffline: boolean;
}

/** Everything that one click can do about a finding; edits only where they are allowed and change something. */
export function fixesOf(problem: Diagnostic, context: FixContext): readonly QuickFix[] {
  const { fix, input } = problem;
  return [
    ...(fix === undefined
      ? []
      : [{ kind: 'git', label: 'Track with git add', paths: fix.paths } satisfies QuickFix]),
    ...editFixes(problem).filter(({ edit }) => isPossible(edit, context)),
    ...(problem.code === 'system-nix.input-missing' && context.isOffline
      ? [{ kind: 'fetch', label: 'Let Nix fetch it' } satisfies QuickFix]
      : []),
    ...(input === undefined
      ? []
      : [{ kind: 'input', label: `Use a checkout of ${input}…`, input } satisfies QuickFix]),
  ];
}

type EditFix = Extract<QuickFix, { kind: 'edit' }>;

function editFixes({ code, target }: Diagnostic): readonly EditFix[] {
  if (target?.kind !== 'role') return [];
  const { instance, role, layer, setting } = target;
  const inRole = { instance, role } as const;
  switch (code) {
    case 'clan.unknown-machine':
      if (layer?.kind !== 'machine') return [];
      return [
        {
          kind: 'edit',
          label: `Take ${layer.machine} out of the role`,
          edit: { kind: 'role/unassign', ...inRole, machines: [layer.machine], tags: [] },
        },
      ];
    case 'clan.empty-tag':
      if (layer?.kind !== 'tag') return [];
      return [
        {
          kind: 'edit',
          label: `Take the tag ${layer.tag} off the role`,
          edit: { kind: 'role/unassign', ...inRole, machines: [], tags: [layer.tag] },
        },
      ];
    case 'module.unknown-option':
    case 'module.removed-option':
      if (layer === undefined || setting === undefined || setting.length === 0) return [];
      return [
        {
          kind: 'edit',
          label: `Remove ${setting.join('.')}`,
          edit: { kind: 'settings/unset', ...inRole, layer, path: setting },
        },
      ];
    default:
      return [];
  }
}

function isPossible(edit: Edit, { evaluation, document, persisted, isReadOnly }: FixContext): boolean {
  if (evaluation === null || isReadOnly) return false;
  if (checkEdit(edit, evaluation, document).some(({ severity }) => severity === 'error')) return false;
  const applied = applyEdit(document, edit, { evaluation, persisted });
  return applied.ok && applied.value !== document;
}
