/** The questions of the command line. Shapes are those of the conformance cases' `expected/*.json`. */
import { existsSync } from 'node:fs';
import type { Diagnostic } from '../../../shared/base/diagnostic';
import type { Json } from '../../../shared/base/json';
import { err, ok } from '../../../shared/base/result';
import { knownInputNamed } from '../../../shared/clan/flake-inputs';
import type { FlakeInput } from '../../../shared/clan/flake-inputs';
import { exactJsonText, isExactObject, membersOf, toPlainJson } from '../embedded';
import type { ExactJson } from '../embedded';
import type { ClanQuery } from '../evaluator';
import type { Asking } from './asking';
import { evaluateClan, readInventory } from './clan-questions';
import {
  configurationText,
  exportsText,
  manifestsText,
  noticesText,
  outputsText,
  schemasText,
  settingsText,
} from './expressions';
import type { Answer } from './flake-questions';
import type { InventoryFacts } from './inventory-facts';
import type { LockedInput } from './lock-file';
import { readTrees } from './machine-impact';
import { machinePlace } from './machine-place';
import { readWholeTree } from './machine-tree';
import { unwrapped } from './unwrapped';

export interface QueryAnswer {
  readonly text: string;
  readonly value: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/** Answers one query as the embedded evaluator would. */
export async function answerQuery(asking: Asking, query: ClanQuery): Promise<Answer<QueryAnswer>> {
  const answer = await valueOf(asking, query);
  if (!answer.ok) return answer;
  return ok({ text: exactJsonText(answer.value), value: toPlainJson(answer.value), diagnostics: [] });
}

async function valueOf(asking: Asking, query: ClanQuery): Promise<Answer<ExactJson>> {
  const { questions } = asking;
  switch (query.kind) {
    case 'inventory': {
      const values = await questions.ask('clanInternals', 'x.inventoryClass.inventorySerialization');
      return values.ok ? ok(unwrapped(values.value)) : values;
    }
    case 'introspection':
      return questions.ask('clanInternals', 'x.inventoryClass.introspection');
    case 'checks':
      return questions.ask('clanInternals', 'x.cliChecks or [ ]');
    case 'settings':
      return questions.ask('clan', settingsText);
    case 'manifests':
      return questions.ask('clan', manifestsText);
    case 'schemas':
      return questions.ask('clan', schemasText);
    case 'exports':
      return questions.ask('clan', exportsText);
    case 'outputs':
      return questions.ask('clan', outputsText);
    case 'members':
      return fromFacts(asking, membersIn);
    case 'services':
      return fromFacts(asking, (facts) => [...facts.services.values()].map((service) => service.info));
    case 'inputs':
      return ok(asJson(asking.questions.snapshot.inputs.filter(isDirect).map(flakeInput)));
    case 'problems':
      return problemsIn(asking);
    case 'machine':
      return configuration(asking, query.machine, query.path ?? []);
  }
}

async function fromFacts(
  asking: Asking,
  read: (facts: InventoryFacts) => unknown,
): Promise<Answer<ExactJson>> {
  const facts = await readInventory(asking);
  return facts.ok ? ok(asJson(read(facts.value))) : facts;
}

function isDirect(input: LockedInput): boolean {
  return !input.name.includes('/');
}

/** For Nix an input is what the lock file pins, when that is in the store. */
function flakeInput({ name, url, storePath }: LockedInput): FlakeInput {
  const isThere = storePath !== null && existsSync(storePath);
  const known = knownInputNamed(name);
  return { name, url, known, source: isThere ? { kind: 'folder', folder: storePath } : { kind: 'missing' } };
}

/** Interfaces hold plain data all the same; a round trip drops what is undefined. */
function asJson(value: unknown): ExactJson {
  return JSON.parse(JSON.stringify(value)) as ExactJson;
}

function membersIn({ instances, machines }: InventoryFacts): unknown {
  return instances.map((instance) => ({
    instance: instance.name,
    service: instance.service,
    roles: instance.roles.map((role) => ({
      role: role.name,
      members: membersOf(role, machines).map(({ machine, exists, isDirect, viaTags }) => {
        return { machine, isKnown: exists, isDirect, viaTags };
      }),
    })),
  }));
}

async function configuration(
  asking: Asking,
  machine: string,
  path: readonly string[],
): Promise<Answer<ExactJson>> {
  const place = await machinePlace(asking, machine);
  if (!place.ok) return place;
  const answer = await asking.questions.ask(place.value.attribute, configurationText(machine, path));
  if (!answer.ok) return answer;
  if (isExactObject(answer.value) && answer.value['found'] !== undefined) return ok(answer.value['found']);
  return err([
    {
      code: 'evaluator.no-such-path',
      severity: 'error',
      message: `The configuration of ${machine} has no ${path.join('.')}.`,
      target: { kind: 'machine', machine },
    },
  ]);
}

/** Everything that is wrong anywhere: the clan, then machine by machine. */
async function problemsIn(asking: Asking): Promise<Answer<ExactJson>> {
  const evaluated = await evaluateClan(asking);
  if (!evaluated.ok) return evaluated.error === 'cancelled' ? evaluated : ok(asJson(evaluated.error));
  const { facts, evaluation } = evaluated.value;
  const found: Diagnostic[] = [...evaluation.diagnostics];
  await readTrees(asking, facts.machines);
  for (const { name } of facts.machines) {
    const inMachine = await machineProblems(asking, name);
    if (!inMachine.ok) return inMachine;
    found.push(...inMachine.value);
  }
  return ok(asJson(found));
}

async function machineProblems(asking: Asking, machine: string): Promise<Answer<readonly Diagnostic[]>> {
  const place = await machinePlace(asking, machine);
  if (!place.ok) return place;
  const target = { kind: 'machine', machine } as const;
  const [tree, notices] = await Promise.all([
    readWholeTree(asking.questions, place.value),
    asking.questions.ask(place.value.attribute, noticesText(machine)),
  ]);
  if (!tree.ok) {
    return tree.error === 'cancelled' ? tree : ok(tree.error.map((found) => ({ target, ...found })));
  }
  const said = notices.ok && isExactObject(notices.value) ? notices.value : {};
  const noticed = (key: string, rest: Pick<Diagnostic, 'code' | 'severity'>): readonly Diagnostic[] =>
    (Array.isArray(said[key]) ? (said[key] as readonly ExactJson[]) : []).map((text) => ({
      ...rest,
      message: typeof text === 'string' ? text.trim() : '',
      target,
    }));
  return ok([
    ...tree.value.diagnostics,
    ...noticed('assertions', { code: 'machine.assertion', severity: 'error' }),
    ...noticed('warnings', { code: 'machine.warning', severity: 'warning' }),
  ]);
}
