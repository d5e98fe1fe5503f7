/** Requests about the open clan's document. */
import type { Diagnostic } from '../../shared/base/diagnostic';
import { err, ok } from '../../shared/base/result';
import type { Result } from '../../shared/base/result';
import type { Services } from '../services';
import type { Workspace } from '../workspace';
import type { HandlersOf } from './handlers';
import { noClan } from './no-clan';

type Outcome<T> = Result<T, Diagnostic> | Promise<Result<T, Diagnostic>>;

export function workspaceHandlers(services: Services): HandlersOf<'workspace' | 'git'> {
  const inClan = <T>(ask: (workspace: Workspace) => Outcome<T>): Outcome<T> =>
    services.workspace === null ? err(noClan) : ask(services.workspace);
  return {
    'workspace:get': () => {
      const { workspace } = services;
      return ok(workspace === null ? null : { workspace: workspace.state, evaluation: workspace.evaluation });
    },
    'workspace:edit': ({ edit, ...options }) => inClan((workspace) => workspace.edit(edit, options)),
    'workspace:edit-many': ({ edits, ...options }) =>
      inClan((workspace) => workspace.editMany(edits, options)),
    'workspace:undo': () => inClan((workspace) => workspace.undo()),
    'workspace:redo': () => inClan((workspace) => workspace.redo()),
    'workspace:discard': ({ changes }) => inClan((workspace) => workspace.discard(changes)),
    'workspace:restore-draft': () => inClan((workspace) => workspace.restoreDraft()),
    'workspace:drop-draft': () => inClan((workspace) => workspace.dropDraft()),
    'workspace:resolve-conflict': ({ conflict, take }) =>
      inClan((workspace) => workspace.resolveConflict(conflict, take)),
    'workspace:plan': ({ exclude }) => inClan((workspace) => workspace.plan(exclude)),
    'workspace:save': ({ plan, commit }) => inClan((workspace) => workspace.save(plan, commit)),
    'git:intent-to-add': ({ paths }) => inClan((workspace) => workspace.intentToAdd(paths)),
  };
}
