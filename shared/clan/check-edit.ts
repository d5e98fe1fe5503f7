import type { Diagnostic, DiagnosticTarget } from '../base/diagnostic';
import { assertNever } from '../base/invariant';
import type { JsonObject } from '../base/json';
import type { Edit } from './edits/edit';
import { editError } from './edits/edit-context';
import type { EditErrorCode } from './edits/edit-context';
import type {
  Access,
  ClanEvaluation,
  EvaluatedInstance,
  EvaluatedMachine,
  EvaluatedRole,
} from './evaluation';
import { valueAt } from './json-tree';
import { instanceNameProblem, isStructuralSettingsKey, machineNameProblem, tagNameProblem } from './names';

/** What an edit is judged by. The document may be newer than the evaluation. */
interface Judge {
  readonly evaluation: ClanEvaluation;
  readonly document: JsonObject;
}

/**
 * Whether an edit is allowed: an error for each reason against it, warnings for what is allowed and unwise, nothing
 * when all is well. `document` is the current one; what it holds and the evaluation does not know yet is fresh from
 * an earlier edit and may be edited. Existence and shapes are `applyEdit`'s business.
 */
export function checkEdit(
  edit: Edit,
  evaluation: ClanEvaluation,
  document: JsonObject,
): readonly Diagnostic[] {
  const judge: Judge = { evaluation, document };
  switch (edit.kind) {
    case 'machine/add':
      return [
        ...problem('machine-name', machineNameProblem(edit.name)),
        ...denied(evaluation.machinesAccess, 'write', 'Machines cannot be added here.', { kind: 'clan' }),
      ];
    case 'machine/delete':
      return deniedMachine(judge, edit.name, (machine) => machine.access, 'delete', 'cannot be deleted here');
    case 'machine/set-field':
      return deniedMachine(
        judge,
        edit.machine,
        (machine) => machine.fields[edit.field]?.access,
        'write',
        `keeps its ${edit.field}`,
      );
    case 'machine/add-tag':
      return [
        ...problem('tag-name', tagNameProblem(edit.tag)),
        ...edit.machines.flatMap((name) =>
          deniedMachine(judge, name, (machine) => machine.tagsAccess, 'write', 'cannot be tagged here'),
        ),
      ];
    case 'machine/remove-tag':
      return edit.machines.flatMap((name) => checkRemoveTag(judge, name, edit.tag));
    case 'instance/add':
      return checkAddInstance(judge, edit);
    case 'instance/delete':
      return deniedInstance(judge, edit.name, 'delete', 'cannot be deleted here');
    case 'instance/rename':
      return [
        ...problem('instance-name', instanceNameProblem(edit.to)),
        ...deniedInstance(judge, edit.name, 'delete', 'cannot be renamed here'),
      ];
    case 'instance/duplicate':
      return [
        ...problem('instance-name', instanceNameProblem(edit.to)),
        ...denied(evaluation.instancesAccess, 'write', 'Instances cannot be added here.', { kind: 'clan' }),
        ...deniedInstance(
          judge,
          edit.name,
          'delete',
          'cannot be copied here, because a part of it would be missing',
        ),
      ];
    case 'role/assign':
      return checkAssign(judge, edit);
    case 'role/unassign':
      return checkUnassign(judge, edit);
    case 'settings/set':
    case 'settings/unset':
    case 'settings/rename-key':
      return checkSettings(judge, edit);
    default:
      return assertNever(edit);
  }
}

function problem(code: EditErrorCode, message: string | null): readonly Diagnostic[] {
  return message === null ? [] : [editError(code, message)];
}

/** An error when access is denied; its message is the access's own reason, the given sentence without one. */
function denied(
  access: Access | undefined,
  right: 'write' | 'delete',
  otherwise: string,
  target: DiagnosticTarget,
): readonly Diagnostic[] {
  if (!access || (right === 'write' ? access.canWrite : access.canDelete)) return [];
  const diagnostic = editError('not-writable', access.reason ?? otherwise, target);
  return [access.place?.span ? { ...diagnostic, span: access.place.span } : diagnostic];
}

function deniedMachine(
  judge: Judge,
  name: string,
  accessOf: (machine: EvaluatedMachine) => Access | undefined,
  right: 'write' | 'delete',
  words: string,
): readonly Diagnostic[] {
  const machine = judge.evaluation.machines.find((candidate) => candidate.name === name);
  // A machine that the evaluation does not know is new in the document: nothing but JSON defines it.
  if (!machine) return [];
  return denied(accessOf(machine), right, `${name} ${words}.`, { kind: 'machine', machine: name });
}

function deniedInstance(
  judge: Judge,
  name: string,
  right: 'write' | 'delete',
  words: string,
): readonly Diagnostic[] {
  const instance = judge.evaluation.instances.find((candidate) => candidate.name === name);
  return denied(instance?.access, right, `${name} ${words}.`, { kind: 'instance', instance: name });
}

function checkRemoveTag(judge: Judge, name: string, tag: string): readonly Diagnostic[] {
  const machine = judge.evaluation.machines.find((candidate) => candidate.name === name);
  const own = machine?.tags.find((candidate) => candidate.tag === tag);
  if (!own || own.origin === 'json') return [];
  const target = { kind: 'machine', machine: name } as const;
  if (own.origin === 'computed') {
    return [editError('tag-computed', `Clan gives ${name} the tag ${tag} by itself.`, target)];
  }
  const where = own.place ? ` in ${own.place.label}` : ' in Nix';
  return [editError('not-writable', `${name} gets the tag ${tag}${where}: change it there.`, target)];
}

function checkAddInstance(
  judge: Judge,
  edit: Extract<Edit, { kind: 'instance/add' }>,
): readonly Diagnostic[] {
  const isKnown = judge.evaluation.services.some(
    (service) => service.name === edit.module.name && service.input === edit.module.input,
  );
  const from = edit.module.input ?? 'Clan itself';
  const unknown: Diagnostic = {
    code: 'edit.module-unknown',
    severity: 'warning',
    message: `No service called ${edit.module.name} was found in ${from}.`,
    target: { kind: 'instance', instance: edit.name },
  };
  return [
    ...problem('instance-name', instanceNameProblem(edit.name)),
    ...denied(judge.evaluation.instancesAccess, 'write', 'Instances cannot be added here.', { kind: 'clan' }),
    ...(isKnown ? [] : [unknown]),
  ];
}

interface RoleRef {
  readonly instance: string;
  readonly role: string;
}

function findInstance(judge: Judge, ref: RoleRef): EvaluatedInstance | undefined {
  return judge.evaluation.instances.find((instance) => instance.name === ref.instance);
}

function findRole(judge: Judge, ref: RoleRef): EvaluatedRole | undefined {
  return findInstance(judge, ref)?.roles.find((role) => role.name === ref.role);
}

function roleTarget(ref: RoleRef): DiagnosticTarget {
  return { kind: 'role', instance: ref.instance, role: ref.role };
}

/** Errors about the role itself: the instance or the role is not there, or nothing can be added below it. */
function checkRole(judge: Judge, ref: RoleRef): readonly Diagnostic[] {
  const instance = findInstance(judge, ref);
  if (!instance) {
    const isNew = valueAt(judge.document, ['instances', ref.instance]) !== undefined;
    return isNew
      ? []
      : [editError('instance-unknown', `There is no instance “${ref.instance}”.`, roleTarget(ref))];
  }
  const role = findRole(judge, ref);
  // Without a service nobody knows which roles there are.
  if (instance.service !== null && !role?.exists) {
    return [editError('role-unknown', `${ref.instance} has no role “${ref.role}”.`, roleTarget(ref))];
  }
  return denied(
    instance.rolesAccess,
    'write',
    `The roles of ${ref.instance} cannot be changed here.`,
    roleTarget(ref),
  );
}

function checkAssign(judge: Judge, edit: Extract<Edit, { kind: 'role/assign' }>): readonly Diagnostic[] {
  const { evaluation, document } = judge;
  const unknownMachines = edit.machines.filter(
    (name) =>
      !evaluation.machines.some((machine) => machine.name === name) &&
      valueAt(document, ['machines', name]) === undefined,
  );
  return [
    ...checkRole(judge, edit),
    ...unknownMachines.map((name) =>
      editError('machine-unknown', `There is no machine “${name}”.`, roleTarget(edit)),
    ),
    ...edit.tags.flatMap((tag) => problem('tag-name', tagNameProblem(tag))),
  ];
}

function checkUnassign(judge: Judge, edit: Extract<Edit, { kind: 'role/unassign' }>): readonly Diagnostic[] {
  const role = findRole(judge, edit);
  const machines = edit.machines.flatMap((name): readonly Diagnostic[] => {
    const path = ['instances', edit.instance, 'roles', edit.role, 'machines', name];
    const member = role?.members.find((candidate) => candidate.machine === name);
    const direct = member?.reasons.find((reason) => reason.kind === 'direct');
    if (direct?.kind === 'direct') {
      return denied(
        direct.access,
        'delete',
        `${name} cannot be taken out of ${edit.role} here.`,
        roleTarget(edit),
      );
    }
    const viaTag = member?.reasons.find((reason) => reason.kind === 'tag');
    if (viaTag?.kind !== 'tag' || valueAt(judge.document, path) !== undefined) return [];
    return [
      editError(
        'member-by-tag',
        `${name} is in ${edit.role} through the tag ${viaTag.tag}: take the tag off the machine, or off the role.`,
        roleTarget(edit),
      ),
    ];
  });
  const tags = edit.tags.flatMap((tag) => {
    const own = role?.tags.find((candidate) => candidate.tag === tag);
    return denied(
      own?.access,
      'delete',
      `The tag ${tag} cannot be taken off ${edit.role} here.`,
      roleTarget(edit),
    );
  });
  return [...machines, ...tags];
}

type SettingsEdit = Extract<Edit, { kind: 'settings/set' | 'settings/unset' | 'settings/rename-key' }>;

function checkSettings(judge: Judge, edit: SettingsEdit): readonly Diagnostic[] {
  const target: DiagnosticTarget = {
    kind: 'role',
    instance: edit.instance,
    role: edit.role,
    layer: edit.layer,
    setting: edit.path,
  };
  return [
    ...problem('settings-key', settingsKeyProblem(edit)).map((diagnostic) => ({ ...diagnostic, target })),
    ...checkRole(judge, edit),
    ...denied(
      layerAccess(judge, edit),
      'write',
      'These settings are written in Nix: change them there.',
      target,
    ),
  ];
}

function layerAccess(judge: Judge, edit: SettingsEdit): Access | undefined {
  const wanted = edit.layer;
  return findRole(judge, edit)?.layers.find(({ layer }) => {
    if (layer.kind === 'tag') return wanted.kind === 'tag' && wanted.tag === layer.tag;
    if (layer.kind === 'machine') return wanted.kind === 'machine' && wanted.machine === layer.machine;
    return wanted.kind === 'role';
  })?.access;
}

/** Some names at the top of settings mean something to the module system and never arrive as settings. */
function settingsKeyProblem(edit: SettingsEdit): string | null {
  const keys: string[] = [];
  if (edit.kind === 'settings/set') {
    if (edit.path.length === 0 && typeof edit.value === 'object' && edit.value !== null) {
      keys.push(...Object.keys(edit.value));
    } else keys.push(String(edit.path[0]));
  }
  if (edit.kind === 'settings/rename-key' && edit.path.length === 1) keys.push(edit.to);
  const structural = keys.find(isStructuralSettingsKey);
  return structural === undefined
    ? null
    : `A setting cannot be called “${structural}”: that name means something to the module system.`;
}
