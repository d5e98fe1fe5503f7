import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { JsonPath } from '../../../shared/base/json';
import type { Result } from '../../../shared/base/result';
import type { Provenance } from '../../../shared/clan/evaluation';
import type { NodePositions } from '../../../shared/contract';
import { levelKey, roleFormKey, type Loadable } from '../evaluation-store';
import type { Stores } from '../stores';
import { noticeOf, type Call, type Notify } from './call';

/** Asking for what an evaluation holds beyond what is published. */
export interface ResultsActions {
  /** Fills `previews`; does nothing when the answer for the present evaluation is there or under way. */
  loadPreview(machine: string): Promise<void>;
  /** Fills `levels` with what a preview left out at a path, likewise. */
  loadLevel(machine: string, path: JsonPath): Promise<void>;
  /** Fills `roleForms`, likewise. */
  loadRoleForm(instance: string, role: string): Promise<void>;
  provenance(machine: string, path: JsonPath): Promise<Result<Provenance, Diagnostic>>;
  loadLayout(): Promise<NodePositions>;
  saveLayout(positions: NodePositions): Promise<void>;
}

export function createResultsActions(stores: Stores, call: Call, notify: Notify): ResultsActions {
  return {
    loadPreview: (machine) =>
      load(stores, 'previews', machine, () => call('results:machine-preview', { machine })),
    loadLevel: (machine, path) =>
      load(stores, 'levels', levelKey(machine, path), () =>
        call('results:preview-level', { machine, path: path.map(String) }),
      ),
    loadRoleForm: (instance, role) =>
      load(stores, 'roleForms', roleFormKey(instance, role), () =>
        call('results:role-form', { instance, role }),
      ),
    provenance: (machine, path) => call('results:provenance', { machine, path: [...path] }),
    loadLayout: async () => {
      const answer = await call('layout:get', {});
      return answer.ok ? answer.value : {};
    },
    saveLayout: async (positions) => {
      const answer = await call('layout:set', { positions });
      if (!answer.ok) notify(noticeOf('The layout was not kept', answer.error));
    },
  };
}

type CacheName = 'previews' | 'levels' | 'roleForms';

async function load<T>(
  { evaluation }: Stores,
  cache: CacheName,
  key: string,
  ask: () => Promise<Result<T, Diagnostic>>,
): Promise<void> {
  const { round: evaluations, previewRound } = evaluation.getState();
  const round = cache === 'roleForms' ? evaluations : previewRound;
  const entries = () => evaluation.getState()[cache] as ReadonlyMap<string, Loadable<T>>;
  const put = (entry: Loadable<T>) => evaluation.setState({ [cache]: new Map(entries()).set(key, entry) });

  const before = entries().get(key);
  if (before?.round === round && before.status !== 'failed') return;
  put({ round, status: 'loading', value: before?.value ?? null, error: null });
  const answer = await ask();
  // A newer request has been made meanwhile, or another clan opened: this answer is nobody's any more.
  const now = entries().get(key);
  if (now?.round !== round || now.status !== 'loading') return;
  put(
    answer.ok
      ? { round, status: 'done', value: answer.value, error: null }
      : { round, status: 'failed', value: now.value, error: answer.error },
  );
}
