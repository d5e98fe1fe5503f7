/**
 * What an edit means for the picture before the evaluator has answered. Members of roles are arithmetic: what Nix says,
 * by the last evaluation, together with what the document says now. So a drop shows at once; the evaluator's answer
 * then replaces it. Nothing here is ever saved or sent.
 */
import { isJsonObject, jsonEqual, type Json, type JsonObject } from '../../shared/base/json';
import { tagsAsObject } from '../../shared/clan/edits/role-members';
import { valueAt } from '../../shared/clan/json-tree';
import type {
  Access,
  ClanEvaluation,
  DefinitionPlace,
  EvaluatedInstance,
  EvaluatedMachine,
  EvaluatedRole,
  EvaluatedTag,
  MachineTag,
  MembershipReason,
  RoleMember,
} from '../../shared/clan/evaluation';

const place: DefinitionPlace = { kind: 'json', label: 'inventory.json' };
const free: Access = { canWrite: true, canDelete: true };

/** `evaluation` was made from the document `from`; gives it as it should look with the document `to`. */
export function overlayDocument(
  evaluation: ClanEvaluation,
  from: JsonObject,
  to: JsonObject,
): ClanEvaluation {
  if (from === to || jsonEqual(shapeOf(from), shapeOf(to))) return evaluation;
  const machines = overlayMachines(evaluation, to);
  const tags = overlayTags(evaluation, machines);
  return { ...evaluation, machines, tags, instances: overlayInstances(evaluation, from, to, machines) };
}

/** The part of a document that the picture is made of; settings are not. */
function shapeOf(document: JsonObject): Json {
  const machines = objectAt(document, ['machines']);
  const instances = objectAt(document, ['instances']);
  return [
    Object.keys(machines).map((name) => [name, tagsOf(document, name), classOf(document, name)]),
    Object.keys(instances).map((name) => [
      name,
      valueAt(instances, [name, 'module']) ?? null,
      Object.keys(objectAt(instances, [name, 'roles'])).map((role) => [
        role,
        directIn(document, name, role),
        roleTagsIn(document, name, role),
      ]),
    ]),
  ];
}

function objectAt(root: JsonObject, path: readonly string[]): JsonObject {
  const value = valueAt(root, path);
  return isJsonObject(value) ? value : {};
}

function tagsOf(document: JsonObject, machine: string): string[] {
  const tags = valueAt(document, ['machines', machine, 'tags']);
  return Array.isArray(tags) ? (tags as readonly Json[]).filter((tag) => typeof tag === 'string') : [];
}

function classOf(document: JsonObject, machine: string): 'nixos' | 'darwin' {
  return valueAt(document, ['machines', machine, 'machineClass']) === 'darwin' ? 'darwin' : 'nixos';
}

function directIn(document: JsonObject, instance: string, role: string): string[] {
  return Object.keys(objectAt(document, ['instances', instance, 'roles', role, 'machines']));
}

function roleTagsIn(document: JsonObject, instance: string, role: string): string[] {
  const tags = valueAt(document, ['instances', instance, 'roles', role, 'tags']);
  return Object.keys((tags !== undefined && tagsAsObject(tags)) || {});
}

function overlayMachines(evaluation: ClanEvaluation, to: JsonObject): readonly EvaluatedMachine[] {
  const written = objectAt(to, ['machines']);
  const known = new Set(evaluation.machines.map((machine) => machine.name));
  const kept = evaluation.machines
    .filter(
      ({ name, definedIn }) => Object.hasOwn(written, name) || definedIn.some(({ kind }) => kind !== 'json'),
    )
    .map((machine): EvaluatedMachine => {
      const own = tagsOf(to, machine.name);
      const present = machine.tags.filter((tag) => tag.origin === 'json').map((tag) => tag.tag);
      if (jsonEqual(own, present)) return machine;
      const others = machine.tags.filter((tag) => tag.origin !== 'json' && !own.includes(tag.tag));
      return { ...machine, tags: [...own.map(writtenTag), ...others] };
    });
  const added = Object.keys(written)
    .filter((name) => !known.has(name))
    .map((name) => newMachine(to, name));
  const isSame =
    added.length === 0 &&
    kept.length === evaluation.machines.length &&
    kept.every((machine, index) => machine === evaluation.machines[index]);
  return isSame ? evaluation.machines : [...kept, ...added];
}

function writtenTag(tag: string): MachineTag {
  return { tag, origin: 'json', place };
}

function newMachine(document: JsonObject, name: string): EvaluatedMachine {
  const machineClass = classOf(document, name);
  const computed = ['all', machineClass].map((tag): MachineTag => ({ tag, origin: 'computed' }));
  return {
    name,
    machineClass,
    tags: [...tagsOf(document, name).map(writtenTag), ...computed],
    fields: {},
    definedIn: [place],
    access: free,
    tagsAccess: free,
  };
}

function overlayTags(
  evaluation: ClanEvaluation,
  machines: readonly EvaluatedMachine[],
): readonly EvaluatedTag[] {
  const members = new Map<string, string[]>();
  for (const { name, tags } of machines) {
    for (const { tag } of tags) members.set(tag, [...(members.get(tag) ?? []), name]);
  }
  const known = evaluation.tags.map((tag): EvaluatedTag => {
    const now = members.get(tag.name) ?? [];
    return jsonEqual([...now].sort(), [...tag.machines].sort()) ? tag : { ...tag, machines: now };
  });
  const names = new Set(known.map((tag) => tag.name));
  const added = [...members]
    .filter(([name]) => !names.has(name))
    .map(([name, tagged]): EvaluatedTag => ({ name, kind: 'plain', machines: tagged }));
  return [...known, ...added];
}

function overlayInstances(
  evaluation: ClanEvaluation,
  from: JsonObject,
  to: JsonObject,
  machines: readonly EvaluatedMachine[],
): readonly EvaluatedInstance[] {
  const written = objectAt(to, ['instances']);
  const known = new Set(evaluation.instances.map((instance) => instance.name));
  const haveMachinesChanged = machines !== evaluation.machines;
  const kept = evaluation.instances
    .filter(
      ({ name, definedIn }) => Object.hasOwn(written, name) || definedIn.some(({ kind }) => kind !== 'json'),
    )
    .map((instance): EvaluatedInstance => {
      const roles = instance.roles.map((role) => {
        const parts = (document: JsonObject) => [
          directIn(document, instance.name, role.name),
          roleTagsIn(document, instance.name, role.name),
        ];
        const isSame = !haveMachinesChanged && jsonEqual(parts(from), parts(to));
        return isSame ? role : overlayRole(role, instance.name, to, machines);
      });
      return { ...instance, roles };
    });
  const added = Object.keys(written)
    .filter((name) => !known.has(name))
    .map((name) => newInstance(evaluation, to, name, machines));
  return [...kept, ...added];
}

function overlayRole(
  role: EvaluatedRole,
  instance: string,
  to: JsonObject,
  machines: readonly EvaluatedMachine[],
): EvaluatedRole {
  const fixedTags = role.tags.filter((tag) => tag.place?.kind === 'nix');
  const ownTags = roleTagsIn(to, instance, role.name)
    .filter((name) => !fixedTags.some(({ tag }) => tag === name))
    .map((tag) => role.tags.find((known) => known.tag === tag) ?? { tag, access: free, place });
  const tags = [...fixedTags, ...ownTags];

  const reasons = new Map<string, MembershipReason[]>();
  const add = (machine: string, reason: MembershipReason) => {
    const list = reasons.get(machine);
    if (list === undefined) reasons.set(machine, [reason]);
    else list.push(reason);
  };
  for (const member of role.members) {
    for (const reason of member.reasons) {
      if (reason.kind === 'direct' && reason.place?.kind === 'nix') add(member.machine, reason);
    }
  }
  for (const machine of directIn(to, instance, role.name)) {
    const hasDirect = reasons.get(machine)?.some((reason) => reason.kind === 'direct') ?? false;
    if (!hasDirect) add(machine, { kind: 'direct', access: free, place });
  }
  for (const { tag } of tags) {
    for (const { name, tags: own } of machines) {
      if (own.some((candidate) => candidate.tag === tag)) add(name, { kind: 'tag', tag });
    }
  }
  const names = new Set(machines.map((machine) => machine.name));
  const members = [...reasons].map(([machine, why]): RoleMember => ({
    machine,
    exists: names.has(machine),
    reasons: why,
  }));
  return { ...role, tags, members };
}

function newInstance(
  evaluation: ClanEvaluation,
  document: JsonObject,
  name: string,
  machines: readonly EvaluatedMachine[],
): EvaluatedInstance {
  const module = objectAt(document, ['instances', name, 'module']);
  const moduleName = typeof module['name'] === 'string' ? module['name'] : name;
  const input = typeof module['input'] === 'string' ? module['input'] : null;
  const service = evaluation.services.find(
    (candidate) => candidate.name === moduleName && candidate.input === input,
  );
  const roles = (service?.roles ?? []).map((role): EvaluatedRole => {
    const empty: EvaluatedRole = {
      ...role,
      exists: true,
      members: [],
      tags: [],
      layers: [],
      minMachines: null,
      maxMachines: null,
      classes: null,
      extraModules: 0,
    };
    return overlayRole(empty, name, document, machines);
  });
  return {
    name,
    module: { name: moduleName, input },
    service: service?.id ?? null,
    roles,
    definedIn: [place],
    access: free,
    rolesAccess: free,
    moduleAccess: free,
  };
}
