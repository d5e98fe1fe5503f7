import type { Json, JsonObject } from '../../../shared/base/json';
import { isJsonObject } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import type {
  Access,
  ClanEvaluation,
  EvaluatedInstance,
  EvaluatedMachine,
} from '../../../shared/clan/evaluation';
import { tagsAsObject } from '../../../shared/clan/edits/role-members';
import { valueAt } from '../../../shared/clan/json-tree';
import type {
  EvaluationAnswer,
  Evaluator,
  EvaluatorFailure,
  EvaluatorInput,
} from '../../evaluator/evaluator';
import type { Result } from '../../../shared/base/result';

const free: Access = { canWrite: true, canDelete: true };
const place = { kind: 'json', label: 'inventory.json' } as const;

/** An evaluation of a document as if there was no Nix: everything is defined in inventory.json and writable. */
export function evaluationOf(document: JsonObject): ClanEvaluation {
  return {
    meta: { name: 'test', description: null, domain: null },
    machines: entries(valueAt(document, ['machines'])).map(([name, value]) => machineOf(name, value)),
    tags: [],
    instances: entries(valueAt(document, ['instances'])).map(([name, value]) =>
      instanceOf(document, name, value),
    ),
    services: [],
    machinesAccess: free,
    instancesAccess: free,
    diagnostics: [],
  };
}

function entries(value: Json | undefined): readonly (readonly [string, Json])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function machineOf(name: string, value: Json): EvaluatedMachine {
  const tags = valueAt(value, ['tags']);
  const written = Array.isArray(tags) ? (tags as readonly Json[]).map(String) : [];
  return {
    name,
    machineClass: valueAt(value, ['machineClass']) === 'darwin' ? 'darwin' : 'nixos',
    tags: [
      ...written.map((tag) => ({ tag, origin: 'json' as const, place })),
      { tag: 'all', origin: 'computed' as const },
    ],
    fields: {
      description: { value: valueAt(value, ['description']) ?? null, isSet: false, access: free },
    },
    definedIn: [place],
    access: free,
    tagsAccess: free,
  };
}

function instanceOf(document: JsonObject, name: string, value: Json): EvaluatedInstance {
  return {
    name,
    module: { name: String(valueAt(value, ['module', 'name']) ?? name), input: null },
    service: null,
    roles: entries(valueAt(value, ['roles'])).map(([role, content]) => ({
      name: role,
      description: null,
      exists: true,
      members: entries(valueAt(content, ['machines'])).map(([machine]) => ({
        machine,
        exists: valueAt(document, ['machines', machine]) !== undefined,
        reasons: [{ kind: 'direct' as const, access: free, place }],
      })),
      tags: Object.keys(tagsAsObject(valueAt(content, ['tags']) ?? {}) ?? {}).map((tag) => ({
        tag,
        access: free,
        place,
      })),
      layers: [],
      minMachines: null,
      maxMachines: null,
      classes: null,
      extraModules: 0,
    })),
    definedIn: [place],
    access: free,
    rolesAccess: free,
    moduleAccess: free,
  };
}

/** An evaluator under the test's control: it notes what it was asked and answers at once, or when told to. */
export class FakeEvaluator implements Evaluator {
  readonly inputs: EvaluatorInput[] = [];
  readonly impacts: string[] = [];
  isDisposed = false;
  /** Replaces the answer; null: what `evaluationOf` makes of the text. */
  answer: ((input: EvaluatorInput) => Result<EvaluationAnswer, EvaluatorFailure>) | null = null;
  /** Answers wait until `release` while this is set. */
  isHeld = false;
  #held: (() => void)[] = [];

  async evaluate(input: EvaluatorInput): Promise<Result<EvaluationAnswer, EvaluatorFailure>> {
    this.inputs.push(input);
    if (this.isHeld) await new Promise<void>((resolve) => this.#held.push(resolve));
    if (this.answer) return this.answer(input);
    try {
      const document = JSON.parse(input.current ?? '{}') as JsonObject;
      return ok({ revision: input.revision, evaluation: evaluationOf(document), milliseconds: 1 });
    } catch (error) {
      const message = `inventory.json: ${String(error)}`;
      return err({ kind: 'failed', diagnostics: [{ code: 'nix/json', severity: 'error', message }] });
    }
  }

  release(): void {
    this.isHeld = false;
    for (const resolve of this.#held.splice(0)) resolve();
  }

  async impact(text: string) {
    this.impacts.push(text);
    return ok({
      impact: [{ machine: 'athena', added: 1, changed: 0, removed: 0 }],
      unchangedMachines: 1,
      diagnostics: [],
    });
  }

  async machinePreview(machine: string) {
    const counts = { added: 0, changed: 0, removed: 0 };
    return ok({ machine, root: null, counts, diagnostics: [] });
  }

  async provenance(machine: string, path: readonly (string | number)[]) {
    return ok({ machine, path, definitions: [], text: '' });
  }

  async roleForm(instance: string, role: string) {
    return ok({
      instance,
      role,
      schema: {},
      layers: [],
      effective: {},
      roleEffective: null,
      diagnostics: [],
    });
  }

  async query() {
    return ok({ text: '{}', value: {}, diagnostics: [] });
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
  }
}
