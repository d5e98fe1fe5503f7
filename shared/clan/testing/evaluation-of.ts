import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import { tagsAsObject } from '../edits/role-members';
import type { Access, ClanEvaluation, EvaluatedInstance, EvaluatedMachine } from '../evaluation';
import { valueAt } from '../json-tree';

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
  const moduleName = valueAt(value, ['module', 'name']);
  return {
    name,
    module: { name: typeof moduleName === 'string' ? moduleName : name, input: null },
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
