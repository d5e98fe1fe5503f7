/** What Nix said about a clan's inventory, as plain data: values, what may be written, services, findings. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { isJsonObject } from '../../../shared/base/json';
import type { Json, JsonObject } from '../../../shared/base/json';
import type { ServiceInfo } from '../../../shared/clan/evaluation';
import { computeWritability } from '../../../shared/clan/writability';
import type { WritabilityTable } from '../../../shared/clan/writability';
import {
  namesIn,
  objectAt,
  readInstances,
  readMachines,
  stringAt,
  stringsAt,
  toPlainJson,
} from '../embedded';
import type { InstanceModel, MachineModel } from '../embedded';
import type { PartAnswers } from './flake-questions';

/** A role's limits in a service's manifest. */
export interface RoleLimits {
  readonly minMachines: number | null;
  readonly maxMachines: number | null;
}

export interface ServiceFacts {
  readonly info: ServiceInfo;
  readonly limits: ReadonlyMap<string, RoleLimits>;
}

export interface InventoryFacts {
  readonly directory: string;
  /** `meta`, `machines`, `instances`, `tags`; settings in their wrappers. */
  readonly values: JsonObject;
  readonly machines: readonly MachineModel[];
  readonly instances: readonly InstanceModel[];
  /** The parsed inventory.json. */
  readonly persisted: JsonObject;
  readonly table: WritabilityTable;
  readonly services: ReadonlyMap<string, ServiceFacts>;
  /** Instance, role: how many modules a role is given in Nix. */
  readonly extraModules: JsonObject;
  /** `clanInternals.cliChecks`. */
  readonly checks: readonly JsonObject[];
  /** Parts that could not be evaluated. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the answers of the overview's parts together; what failed is empty and reported. */
export function inventoryFacts(
  answers: PartAnswers,
  context: { readonly directory: string; readonly persisted: JsonObject },
): InventoryFacts {
  const { directory, persisted } = context;
  const values = objectIn(answers, 'values');
  const instances = readInstances(values);
  const checks = plainAnswer(answers, 'checks');
  return {
    directory,
    values,
    machines: readMachines(values),
    instances,
    persisted,
    table: computeWritability(objectIn(answers, 'introspection'), values, persisted, directory),
    services: readServices(answers, instances),
    extraModules: objectIn(answers, 'extraModules'),
    checks: Array.isArray(checks) ? (checks as readonly Json[]).filter(isJsonObject) : [],
    diagnostics: Object.values(answers).flatMap((answer) => (answer.ok ? [] : answer.error)),
  };
}

function plainAnswer(answers: PartAnswers, name: string): Json {
  const answer = answers[name];
  return answer?.ok === true ? toPlainJson(answer.value) : null;
}

function objectIn(answers: PartAnswers, name: string): JsonObject {
  const answer = plainAnswer(answers, name);
  return isJsonObject(answer) ? answer : {};
}

/** Clan's own services, then those of each input, as the catalogue lists them. */
function readServices(
  answers: PartAnswers,
  instances: readonly InstanceModel[],
): ReadonlyMap<string, ServiceFacts> {
  const own = objectIn(answers, 'staticModules');
  const perSource = objectIn(answers, 'modulesPerSource');
  const usedBy = (id: string): readonly string[] =>
    instances.filter((instance) => instance.service === id).map((instance) => instance.name);
  const found = new Map<string, ServiceFacts>();
  const add = (input: string | null, name: string, about: JsonObject): void => {
    const id = `${input ?? '<clan-core>'}-${name}`;
    found.set(id, readService({ id, name, input, usedBy: usedBy(id) }, about));
  };
  for (const name of namesIn(own)) add(null, name, objectAt(own, name));
  for (const input of namesIn(perSource)) {
    const services = objectAt(perSource, input);
    // The input that is clan-core itself offers the same services again: only those that are asked for there count.
    const isRepeated = isSameCatalogue(own, services);
    for (const name of namesIn(services)) {
      if (isRepeated && usedBy(`${input}-${name}`).length === 0) continue;
      add(input, name, objectAt(objectAt(services, name), 'ok'));
    }
  }
  return found;
}

function isSameCatalogue(own: JsonObject, services: JsonObject): boolean {
  const [first] = namesIn(own);
  return first !== undefined && Object.hasOwn(services, first) && !Object.hasOwn(services, 'self');
}

type Identity = Pick<ServiceInfo, 'id' | 'name' | 'input' | 'usedBy'>;

function readService(identity: Identity, about: JsonObject): ServiceFacts {
  const manifest = objectAt(about, 'manifest');
  const roles = objectAt(about, 'roles');
  const constraints = objectAt(manifest, 'constraints');
  const limits = objectAt(constraints, 'roles');
  return {
    info: {
      ...identity,
      manifestName: stringAt(manifest, 'name') ?? identity.name,
      description: stringAt(manifest, 'description') ?? '',
      categories: stringsAt(manifest, 'categories'),
      readme: stringAt(manifest, 'readme') ?? '',
      roles: namesIn(roles).map((name) => ({
        name,
        description: stringAt(objectAt(roles, name), 'description'),
      })),
      maxInstances: numberAt(constraints, 'maxInstances'),
    },
    limits: new Map(
      Object.keys(limits).map((role) => [
        role,
        {
          minMachines: numberAt(objectAt(limits, role), 'minMachines'),
          maxMachines: numberAt(objectAt(limits, role), 'maxMachines'),
        },
      ]),
    ),
  };
}

function numberAt(object: JsonObject, key: string): number | null {
  const value = Object.hasOwn(object, key) ? object[key] : null;
  return typeof value === 'number' ? value : null;
}
