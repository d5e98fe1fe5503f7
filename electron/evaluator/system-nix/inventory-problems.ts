/** What is wrong with an inventory although Nix evaluates it: names that lead nowhere, limits that do not hold. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { stringAt } from '../embedded';
import type { InstanceModel, RoleModel } from '../embedded';
import type { InventoryFacts } from './inventory-facts';

/** Findings with the codes of the embedded evaluator, so that the window knows what to do about them. */
export function inventoryProblems(facts: InventoryFacts): readonly Diagnostic[] {
  return [
    ...facts.instances.flatMap((instance) => instanceProblems(facts, instance)),
    ...facts.checks.map((check): Diagnostic => ({
      code: 'clan.constraint',
      severity: stringAt(check, 'severity') === 'warning' ? 'warning' : 'error',
      message: stringAt(check, 'message') ?? stringAt(check, 'id') ?? 'A constraint does not hold.',
      target: { kind: 'clan' },
    })),
  ];
}

function instanceProblems(facts: InventoryFacts, instance: InstanceModel): readonly Diagnostic[] {
  const service = facts.services.get(instance.service);
  if (service === undefined) {
    const { input, name } = instance.module;
    const source = input === null ? 'Clan itself' : `the flake input '${input}'`;
    return [
      {
        code: 'clan.unknown-module',
        severity: 'error',
        message: `${instance.name} uses a service called '${name}', which ${source} does not have.`,
        hint: 'Choose a service of the catalogue, or set module.input to where it comes from.',
        target: { kind: 'instance', instance: instance.name },
      },
    ];
  }
  const offered = service.info.roles.map((role) => role.name);
  return instance.roles.flatMap((role) => [
    ...(offered.length === 0 || offered.includes(role.name) ? [] : [unknownRole(instance, role, offered)]),
    ...memberProblems(facts, instance, role),
  ]);
}

function unknownRole(instance: InstanceModel, role: RoleModel, offered: readonly string[]): Diagnostic {
  return {
    code: 'clan.unknown-role',
    severity: 'error',
    message: `The service of ${instance.name} has no role '${role.name}'; it has ${offered.map((name) => `'${name}'`).join(', ')}.`,
    hint: 'Until this is mended no machine of the clan can be evaluated.',
    target: { kind: 'role', instance: instance.name, role: role.name },
  };
}

function memberProblems(
  { machines }: InventoryFacts,
  instance: InstanceModel,
  role: RoleModel,
): readonly Diagnostic[] {
  const target = { kind: 'role', instance: instance.name, role: role.name } as const;
  const known = new Set(machines.map((machine) => machine.name));
  const strangers = role.machines.filter((name) => !known.has(name));
  const unused = role.tags.filter((tag) => !machines.some((machine) => machine.tags.includes(tag)));
  return [
    ...strangers.map((machine): Diagnostic => ({
      code: 'clan.unknown-machine',
      severity: 'warning',
      message: `The role ${instance.name}.${role.name} names '${machine}', which is no machine of the clan.`,
      hint: 'Others in the role see it as a member all the same, and it counts for the limits of the role.',
      target: { ...target, layer: { kind: 'machine', machine } },
    })),
    ...unused.map((tag): Diagnostic => ({
      code: 'clan.empty-tag',
      severity: 'warning',
      message: `The role ${instance.name}.${role.name} names the tag '${tag}', which no machine has.`,
      target: { ...target, layer: { kind: 'tag', tag } },
    })),
  ];
}
