/** A toy evaluation of a fake clan: enough of Clan's rules for the window to have something true to draw. */
import type { Diagnostic, SettingsLayerRef } from '../../shared/base/diagnostic';
import { isJsonObject, type Json, type JsonObject } from '../../shared/base/json';
import type {
  Access,
  ClanEvaluation,
  DefinitionPlace,
  EvaluatedInstance,
  EvaluatedMachine,
  EvaluatedRole,
  EvaluatedTag,
  FieldState,
  MachineTag,
  MembershipReason,
  RoleMember,
  SettingsLayer,
} from '../../shared/clan/evaluation';
import type { FakeClan } from './fake-clan';

const free: Access = { canWrite: true, canDelete: true };
const json: DefinitionPlace = { kind: 'json', label: 'inventory.json' };
const nix: DefinitionPlace = {
  kind: 'nix',
  label: 'clan.nix:42',
  span: { path: 'clan.nix', line: 42, column: 5 },
};
const pinned: Access = {
  canWrite: false,
  canDelete: false,
  reason: 'Defined in clan.nix:42. Change it there.',
  place: nix,
};

export function child(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  let current = value;
  for (const key of keys)
    current = isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  return isJsonObject(current) ? current : {};
}

export function fakeEvaluate(clan: FakeClan, document: JsonObject): ClanEvaluation {
  const machines = evaluateMachines(clan, document);
  const tags = evaluateTags(clan, machines);
  const instances = evaluateInstances(clan, document, machines, tags);
  return {
    meta: { name: clan.name, description: 'A made-up clan', domain: 'home.arpa' },
    machines,
    tags,
    instances,
    services: clan.services.map((service) => ({
      ...service,
      usedBy: instances.filter((instance) => instance.service === service.id).map(({ name }) => name),
    })),
    machinesAccess: free,
    instancesAccess: free,
    diagnostics: findings(machines, tags, instances),
  };
}

function evaluateMachines(clan: FakeClan, document: JsonObject): EvaluatedMachine[] {
  const own = child(document, 'machines');
  const names = [...new Set([...Object.keys(clan.nix.machines), ...Object.keys(own)])].sort();
  return names.map((name) => {
    const fromNix = Object.hasOwn(clan.nix.machines, name) ? clan.nix.machines[name] : undefined;
    const fromJson = child(own, name);
    const isDarwin = (fromNix?.machineClass ?? fromJson['machineClass']) === 'darwin';
    const written = Array.isArray(fromJson['tags']) ? (fromJson['tags'] as readonly string[]) : [];
    const tags: MachineTag[] = [
      ...written.map((tag): MachineTag => ({ tag, origin: 'json', place: json })),
      ...Object.entries(clan.nix.tags)
        .filter(([, members]) => members.includes(name))
        .map(([tag]): MachineTag => ({ tag, origin: 'static', place: nix })),
      { tag: 'all', origin: 'computed' },
      { tag: isDarwin ? 'darwin' : 'nixos', origin: 'computed' },
    ];
    return {
      name,
      machineClass: isDarwin ? 'darwin' : 'nixos',
      tags,
      fields: evaluateFields(fromNix?.description, fromJson, isDarwin),
      definedIn: fromNix === undefined ? [json] : Object.hasOwn(own, name) ? [nix, json] : [nix],
      access: fromNix === undefined ? free : { ...pinned, canWrite: true },
      tagsAccess: free,
    };
  });
}

function evaluateFields(
  description: string | undefined,
  fromJson: JsonObject,
  isDarwin: boolean,
): Readonly<Record<string, FieldState>> {
  const deploy = child(fromJson, 'deploy');
  const plain = (value: Json | undefined, fallback: Json = null): FieldState => ({
    value: value ?? fallback,
    isSet: value !== undefined,
    access: free,
  });
  return {
    description:
      description === undefined
        ? plain(fromJson['description'])
        : { value: description, isSet: true, access: pinned },
    icon: plain(fromJson['icon']),
    machineClass: plain(fromJson['machineClass'], isDarwin ? 'darwin' : 'nixos'),
    'deploy.targetHost': plain(deploy['targetHost']),
    'deploy.buildHost': plain(deploy['buildHost']),
    'deploy.forwardAgent': plain(deploy['forwardAgent'], false),
  };
}

function evaluateTags(clan: FakeClan, machines: readonly EvaluatedMachine[]): EvaluatedTag[] {
  const names = new Set(['all', 'nixos', 'darwin', ...Object.keys(clan.nix.tags)]);
  for (const machine of machines) for (const { tag } of machine.tags) names.add(tag);
  return [...names].sort().map((name) => ({
    name,
    kind: ['all', 'nixos', 'darwin'].includes(name)
      ? 'computed'
      : Object.hasOwn(clan.nix.tags, name)
        ? 'static'
        : 'plain',
    machines: machines.filter((machine) => machine.tags.some(({ tag }) => tag === name)).map((m) => m.name),
  }));
}

function evaluateInstances(
  clan: FakeClan,
  document: JsonObject,
  machines: readonly EvaluatedMachine[],
  tags: readonly EvaluatedTag[],
): EvaluatedInstance[] {
  const own = child(document, 'instances');
  const fixed = clan.nix.instances;
  const names = [...new Set([...Object.keys(own), ...Object.keys(fixed)])].sort();
  return names.map((name) => {
    const isPinned = Object.hasOwn(fixed, name);
    const module = child(isPinned ? fixed : own, name, 'module');
    const service = clan.services.find((candidate) => candidate.name === module['name']);
    const written = [...Object.keys(child(own, name, 'roles')), ...Object.keys(child(fixed, name, 'roles'))];
    const roleNames = [...new Set([...(service?.roles.map((role) => role.name) ?? []), ...written])];
    return {
      name,
      module: {
        name: typeof module['name'] === 'string' ? module['name'] : name,
        input: module['input'] === null ? null : 'self',
      },
      service: service?.id ?? null,
      roles: roleNames.map((role) =>
        evaluateRole(
          role,
          service?.roles.find((candidate) => candidate.name === role)?.description ?? null,
          service?.roles.some((candidate) => candidate.name === role) ?? false,
          [child(fixed, name, 'roles', role), child(own, name, 'roles', role)],
          machines,
          tags,
        ),
      ),
      definedIn: isPinned ? [nix] : [json],
      access: isPinned ? { ...pinned, canWrite: true } : free,
      rolesAccess: free,
      moduleAccess: isPinned ? pinned : free,
    };
  });
}

function evaluateRole(
  name: string,
  description: string | null,
  exists: boolean,
  [fixed, own]: readonly [JsonObject, JsonObject],
  machines: readonly EvaluatedMachine[],
  tags: readonly EvaluatedTag[],
): EvaluatedRole {
  const members = new Map<string, MembershipReason[]>();
  const add = (machine: string, reason: MembershipReason) =>
    members.set(machine, [...(members.get(machine) ?? []), reason]);
  for (const machine of Object.keys(child(fixed, 'machines'))) {
    add(machine, { kind: 'direct', access: pinned, place: nix });
  }
  for (const machine of Object.keys(child(own, 'machines'))) {
    add(machine, { kind: 'direct', access: free, place: json });
  }
  const roleTags = [
    ...Object.keys(child(fixed, 'tags')).map((tag) => ({ tag, access: pinned, place: nix })),
    ...Object.keys(child(own, 'tags')).map((tag) => ({ tag, access: free, place: json })),
  ];
  for (const { tag } of roleTags) {
    for (const machine of tags.find((candidate) => candidate.name === tag)?.machines ?? []) {
      add(machine, { kind: 'tag', tag });
    }
  }
  return {
    name,
    description,
    exists,
    members: [...members].map(([machine, reasons]): RoleMember => ({
      machine,
      exists: machines.some((candidate) => candidate.name === machine),
      reasons,
    })),
    tags: roleTags,
    layers: evaluateLayers(own),
    minMachines: null,
    maxMachines: name === 'gateway' ? 1 : null,
    classes: name === 'agent' ? ['nixos'] : ['nixos', 'darwin'],
    extraModules: 0,
  };
}

function evaluateLayers(role: JsonObject): SettingsLayer[] {
  const layer = (ref: SettingsLayerRef, value: Json | undefined): SettingsLayer[] =>
    value === undefined ? [] : [{ layer: ref, value, isSet: true, access: free, place: json }];
  return [
    ...layer({ kind: 'role' }, role['settings']),
    ...Object.keys(child(role, 'tags')).flatMap((tag) =>
      layer({ kind: 'tag', tag }, child(role, 'tags', tag)['settings']),
    ),
    ...Object.keys(child(role, 'machines')).flatMap((machine) =>
      layer({ kind: 'machine', machine }, child(role, 'machines', machine)['settings']),
    ),
  ];
}

function findings(
  machines: readonly EvaluatedMachine[],
  tags: readonly EvaluatedTag[],
  instances: readonly EvaluatedInstance[],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const machine of machines) {
    if (machine.name !== 'juno') continue;
    found.push({
      code: 'clan/no-deploy-target',
      severity: 'warning',
      message: `${machine.name} has no deploy target.`,
      hint: 'Set deploy.targetHost.',
      target: { kind: 'machine', machine: machine.name },
    });
  }
  for (const instance of instances) {
    for (const role of instance.roles) {
      for (const { tag } of role.tags) {
        if (tags.some((candidate) => candidate.name === tag && candidate.machines.length > 0)) continue;
        found.push({
          code: 'clan/empty-tag',
          severity: 'warning',
          message: `No machine has the tag ${tag}.`,
          target: { kind: 'role', instance: instance.name, role: role.name, layer: { kind: 'tag', tag } },
        });
      }
      if (role.layers.some((layer) => child(layer.value)['keepDaily'] === 7)) {
        found.push({
          code: 'settings/conflict',
          severity: 'error',
          message: 'keepDaily is set to 14 for the role and to 7 for athena, with the same priority.',
          span: { path: 'inventory.json', line: 20, column: 11 },
          target: {
            kind: 'role',
            instance: instance.name,
            role: role.name,
            layer: { kind: 'machine', machine: 'athena' },
            setting: ['keepDaily'],
          },
        });
      }
    }
  }
  return found;
}
