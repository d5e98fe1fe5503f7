/** What the settings form of a role is made from: Clan's own JSON Schema of the interface, and what settings come to. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { isJsonObject } from '../../../shared/base/json';
import type { Json, JsonObject } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import type { RoleForm } from '../../../shared/clan/evaluation';
import { membersOf, toPlainJson } from '../embedded';
import type { Asking } from './asking';
import { readInventory } from './clan-questions';
import { memberPart, roleFormParts } from './expressions';
import type { Answer, PartAnswers } from './flake-questions';
import { roleCalled, roleLayers } from './overview';

/** Builds the form of a role. Fails when there is no such instance, or the interface cannot be evaluated. */
export async function roleFormOf(
  asking: Asking,
  instanceName: string,
  roleName: string,
): Promise<Answer<RoleForm>> {
  const facts = await readInventory(asking);
  if (!facts.ok) return facts;
  const instance = facts.value.instances.find((candidate) => candidate.name === instanceName);
  if (instance === undefined) return err([noInstance(instanceName)]);
  const role = roleCalled(instance, roleName);
  const members = membersOf(role, facts.value.machines).map((member) => member.machine);
  const parts = roleFormParts(instance.service, instanceName, roleName, members);
  const answers = await asking.questions.askParts('clan', parts);
  if (!answers.ok) return answers;
  const { schema } = answers.value;
  if (schema?.ok !== true) return err(schema?.error ?? [noInstance(instanceName)]);
  const target = { kind: 'role', instance: instanceName, role: roleName } as const;
  const failures = members.flatMap((machine) => {
    const answer = answers.value[memberPart(machine)];
    const layer = { kind: 'machine', machine } as const;
    return answer?.ok === false
      ? answer.error.map((found): Diagnostic => ({ ...found, target: { ...target, layer } }))
      : [];
  });
  return ok({
    instance: instanceName,
    role: roleName,
    schema: editableSchema(toPlainJson(schema.value)),
    layers: roleLayers(facts.value, instanceName, role),
    effective: Object.fromEntries(
      members.flatMap((machine) => {
        const value = plainPart(answers.value, memberPart(machine));
        return value === undefined ? [] : [[machine, value] as const];
      }),
    ),
    roleEffective: plainPart(answers.value, 'roleEffective') ?? null,
    diagnostics: failures,
  });
}

function noInstance(instance: string): Diagnostic {
  return {
    code: 'nix.missing-attribute',
    severity: 'error',
    message: `the clan has no instance '${instance}'`,
    target: { kind: 'instance', instance },
  };
}

function plainPart(answers: PartAnswers, name: string): Json | undefined {
  const answer = answers[name];
  // Whole numbers of an answer are JavaScript numbers, and older versions print `2.0` as `2`: which of them were floats
  // cannot be told.
  return answer?.ok === true ? toPlainJson(answer.value) : undefined;
}

/** Clan marks every property read-only, which is about its own output and not about what may be set. */
function editableSchema(schema: Json): JsonObject {
  const editable = withoutMarks(schema);
  return isJsonObject(editable) ? editable : {};
}

function withoutMarks(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map((item) => withoutMarks(item as Json));
  if (!isJsonObject(schema)) return schema;
  const members = Object.entries(schema).filter(([key, value]) => key !== 'readOnly' || value !== true);
  return Object.fromEntries(members.map(([key, value]) => [key, withoutMarks(value)]));
}
