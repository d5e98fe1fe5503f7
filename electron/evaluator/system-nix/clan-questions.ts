/** The clan as a whole: one group of questions for what the window draws, one for the settings of all members. */
import type { Diagnostic } from '../../../shared/base/diagnostic';
import { err, ok } from '../../../shared/base/result';
import type { ClanEvaluation } from '../../../shared/clan/evaluation';
import { membersOf } from '../embedded';
import type { Asking } from './asking';
import { memberSettingsPart, overviewParts } from './expressions';
import type { Answer } from './flake-questions';
import { inventoryFacts } from './inventory-facts';
import type { InventoryFacts } from './inventory-facts';
import { clanOverview } from './overview';

export interface EvaluatedClan {
  readonly facts: InventoryFacts;
  readonly evaluation: ClanEvaluation;
}

/** Reads what the window draws, without the settings of members. */
export async function readInventory(asking: Asking): Promise<Answer<InventoryFacts>> {
  const { questions, directory, persisted } = asking;
  const answers = await questions.askParts('clanInternals', overviewParts);
  if (!answers.ok) return answers;
  const { values } = answers.value;
  // Without an inventory there is nothing to draw.
  if (values?.ok === false) return err(values.error);
  return ok(inventoryFacts(answers.value, { directory, persisted }));
}

/** Evaluates the clan. Settings of members are evaluated as well, because that is what shows wrong ones. */
export async function evaluateClan(asking: Asking): Promise<Answer<EvaluatedClan>> {
  const facts = await readInventory(asking);
  if (!facts.ok) return facts;
  const found = await settingsProblems(asking, facts.value);
  if (!found.ok) return found;
  const evaluation = clanOverview(facts.value);
  const diagnostics = withoutRepeats([...evaluation.diagnostics, ...found.value]);
  return ok({ facts: facts.value, evaluation: { ...evaluation, diagnostics } });
}

interface Member {
  readonly instance: string;
  readonly service: string;
  readonly role: string;
  readonly machine: string;
}

async function settingsProblems(
  asking: Asking,
  facts: InventoryFacts,
): Promise<Answer<readonly Diagnostic[]>> {
  const members = facts.instances
    .filter((instance) => facts.services.has(instance.service))
    .flatMap((instance) =>
      instance.roles.flatMap((role) =>
        membersOf(role, facts.machines).map(({ machine }): Member => {
          return { instance: instance.name, service: instance.service, role: role.name, machine };
        }),
      ),
    );
  if (members.length === 0) return ok([]);
  const parts = Object.fromEntries(
    members.map((member, index) => [String(index), memberSettingsPart(member)] as const),
  );
  const answers = await asking.questions.askParts('clan', parts);
  if (!answers.ok) return answers.error === 'cancelled' ? answers : ok(answers.error);
  return ok(
    members.flatMap((member, index) => {
      const answer = answers.value[String(index)];
      return answer?.ok === false ? answer.error.map((found) => atMember(found, member)) : [];
    }),
  );
}

function atMember(found: Diagnostic, { instance, role, machine }: Member): Diagnostic {
  const [, tag] = /\.tags\.("[^"]+"|[^.\s']+)\.settings/.exec(found.message) ?? [];
  const layer =
    tag === undefined
      ? ({ kind: 'machine', machine } as const)
      : ({ kind: 'tag', tag: tag.replaceAll('"', '') } as const);
  return { ...found, target: { kind: 'role', instance, role, layer } };
}

/** What is wrong on the layer of a role or of a tag shows at every member, and is one problem. */
function withoutRepeats(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const identity = ({ code, message, span }: Diagnostic): string => JSON.stringify([code, message, span]);
  return [
    ...new Map(problems.toReversed().map((problem) => [identity(problem), problem])).values(),
  ].reverse();
}
