import type { JsonObject } from '../base/json';
import { isJsonObject } from '../base/json';
import { checkEdit } from './check-edit';
import { tagsAsObject } from './edits/role-members';
import type { ClanEvaluation, EvaluatedMachine, EvaluatedRole } from './evaluation';
import { valueAt } from './json-tree';

/** What a drag holds. */
export interface AssignmentSubjects {
  readonly machines: readonly string[];
  readonly tags: readonly string[];
}

/** The role under the pointer. */
export interface AssignmentTarget {
  readonly instance: string;
  readonly role: string;
}

/** What dropping here would do. */
export interface AssignmentPreview {
  readonly isAllowed: boolean;
  /** One sentence why it is not allowed. */
  readonly reason?: string;
  /** Members before and after, machines of the clan only. */
  readonly before: number;
  readonly after: number;
  /** "client: 5 → 8 machines". */
  readonly summary: string;
  /** What is worth knowing, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * What it would mean to make machines and tags members of a role, without doing it. `document` counts where it is newer
 * than the evaluation.
 */
export function previewAssignment(
  evaluation: ClanEvaluation,
  document: JsonObject,
  subjects: AssignmentSubjects,
  target: AssignmentTarget,
): AssignmentPreview {
  const role = evaluation.instances
    .find((instance) => instance.name === target.instance)
    ?.roles.find((candidate) => candidate.name === target.role);
  const members = currentMembers(evaluation, document, role, target);
  const joining = joiningMachines(evaluation, document, subjects);
  const after = new Set([...members.all, ...joining]);
  const numbers = { before: members.all.size, after: after.size };
  const summary = summaryOf(target.role, numbers.before, numbers.after);
  const refuse = (reason: string): AssignmentPreview => {
    return { isAllowed: false, reason, ...numbers, summary, notes: [] };
  };

  const edit = { kind: 'role/assign', ...target, machines: subjects.machines, tags: subjects.tags } as const;
  const refusal = checkEdit(edit, evaluation, document).find((diagnostic) => diagnostic.severity === 'error');
  if (refusal) return refuse(refusal.message);
  if (subjects.machines.length + subjects.tags.length === 0) return refuse('There is nothing to assign.');
  const isNothingNew =
    subjects.machines.every((name) => members.direct.has(name)) &&
    subjects.tags.every((tag) => members.tags.has(tag));
  if (isNothingNew) return refuse(alreadyThere(subjects, target));
  const limit = role?.maxMachines ?? null;
  if (limit !== null && after.size > limit && after.size > members.all.size) {
    return refuse(`${target.role} takes at most ${countText(limit)}, this would make ${after.size}.`);
  }
  return {
    isAllowed: true,
    ...numbers,
    summary,
    notes: notesOf(evaluation, subjects, role, members, joining),
  };
}

interface Members {
  readonly all: ReadonlySet<string>;
  readonly direct: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  /** Machine to the tag that makes it a member. */
  readonly viaTag: ReadonlyMap<string, string>;
}

/** Members by the evaluation together with what the document says by now. */
function currentMembers(
  evaluation: ClanEvaluation,
  document: JsonObject,
  role: EvaluatedRole | undefined,
  target: AssignmentTarget,
): Members {
  const path = ['instances', target.instance, 'roles', target.role];
  const inDocument = keysAt(document, [...path, 'machines']);
  const tagsInDocument = tagNamesAt(document, [...path, 'tags']);
  const direct = new Set(inDocument);
  const all = new Set(inDocument.filter((name) => isMachine(evaluation, document, name)));
  const viaTag = new Map<string, string>();
  const tags = new Set(tagsInDocument);
  for (const tag of role?.tags ?? []) if (tag.place?.kind === 'nix') tags.add(tag.tag);
  for (const member of role?.members ?? []) {
    if (member.reasons.some((reason) => reason.kind === 'direct' && reason.place?.kind === 'nix')) {
      direct.add(member.machine);
      if (member.exists) all.add(member.machine);
    }
  }
  for (const tag of tags) {
    for (const machine of machinesOfTag(evaluation, document, tag)) {
      all.add(machine);
      if (!viaTag.has(machine)) viaTag.set(machine, tag);
    }
  }
  return { all, direct, tags, viaTag };
}

function joiningMachines(
  evaluation: ClanEvaluation,
  document: JsonObject,
  subjects: AssignmentSubjects,
): ReadonlySet<string> {
  return new Set([
    ...subjects.machines,
    ...subjects.tags.flatMap((tag) => machinesOfTag(evaluation, document, tag)),
  ]);
}

/** Machines with a tag: what Nix gives by the evaluation, what JSON gives by the document. */
function machinesOfTag(evaluation: ClanEvaluation, document: JsonObject, tag: string): readonly string[] {
  const evaluated = evaluation.machines.filter((machine) =>
    machine.tags.some((own) => own.tag === tag && own.origin !== 'json'),
  );
  const written = keysAt(document, ['machines']).filter((name) => {
    const tags = valueAt(document, ['machines', name, 'tags']);
    return Array.isArray(tags) && tags.includes(tag);
  });
  const known = new Set([...evaluated.map((machine) => machine.name), ...written]);
  return [...known].filter((name) => isMachine(evaluation, document, name));
}

function isMachine(evaluation: ClanEvaluation, document: JsonObject, name: string): boolean {
  if (valueAt(document, ['machines', name]) !== undefined) return true;
  const machine = findMachine(evaluation, name);
  return machine?.definedIn.some((place) => place.kind !== 'json') ?? false;
}

function findMachine(evaluation: ClanEvaluation, name: string): EvaluatedMachine | undefined {
  return evaluation.machines.find((machine) => machine.name === name);
}

function keysAt(document: JsonObject, path: readonly string[]): readonly string[] {
  const value = valueAt(document, path);
  return isJsonObject(value) ? Object.keys(value) : [];
}

function tagNamesAt(document: JsonObject, path: readonly string[]): readonly string[] {
  const value = valueAt(document, path);
  return Object.keys((value !== undefined && tagsAsObject(value)) || {});
}

function notesOf(
  evaluation: ClanEvaluation,
  subjects: AssignmentSubjects,
  role: EvaluatedRole | undefined,
  members: Members,
  joining: ReadonlySet<string>,
): readonly string[] {
  const notes: string[] = [];
  for (const name of subjects.machines) {
    const tag = members.viaTag.get(name);
    if (tag !== undefined && !members.direct.has(name))
      notes.push(`${name} is a member through the tag ${tag} already.`);
  }
  for (const tag of subjects.tags) {
    if (![...joining].some((name) => !subjects.machines.includes(name)) && subjects.machines.length === 0) {
      notes.push(`No machine has the tag ${tag} yet.`);
    }
  }
  const classes = role?.classes;
  const darwin = [...joining].filter((name) => findMachine(evaluation, name)?.machineClass === 'darwin');
  if (role && classes && darwin.length > 0) {
    const who =
      darwin.length === 1 ? `${darwin[0] ?? ''} is a darwin machine` : `${darwin.length} are darwin machines`;
    notes.push(
      classes.includes('darwin')
        ? `${who}; ${role.name} has a darwin module.`
        : `${who}; ${role.name} has no darwin module, so nothing is configured there.`,
    );
  }
  return notes;
}

function alreadyThere(subjects: AssignmentSubjects, target: AssignmentTarget): string {
  const count = subjects.machines.length + subjects.tags.length;
  const machine = subjects.machines[0];
  const tag = subjects.tags[0];
  const who =
    count > 1 ? 'All of them are' : machine === undefined ? `The tag ${tag ?? ''} is` : `${machine} is`;
  return `${who} in ${target.instance} › ${target.role} already.`;
}

function summaryOf(role: string, before: number, after: number): string {
  return before === after ? `${role}: ${countText(after)}` : `${role}: ${before} → ${countText(after)}`;
}

function countText(count: number): string {
  return count === 1 ? '1 machine' : `${count} machines`;
}
