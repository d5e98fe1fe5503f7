/**
 * Compares what both evaluators say about the clan as a whole: machines with classes and tags, instances and services,
 * who is in which role and why, the settings of every member.
 */
import type { Diagnostic, DiagnosticTarget } from '../../../shared/base/diagnostic';
import type { ClanEvaluation, EvaluatedInstance, RoleMember } from '../../../shared/clan/evaluation';
import { pathText } from '../../../shared/clan/value-text';
import { isExactObject } from '../embedded';
import type { ExactJson, ExactJsonObject } from '../embedded';
import { disagreement, textOfValue } from './disagreement';
import { likeness } from './same-value';

/** One comparable statement about the clan. */
interface Fact {
  readonly about: string;
  readonly value: ExactJson;
  readonly target: DiagnosticTarget;
}

/** Differences reported one by one; a fundamental one shows in everything. */
const mostReported = 40;

/** The differences between two evaluations of the same clan. */
export function clanDifferences(ours: ClanEvaluation, nix: ClanEvaluation): readonly Diagnostic[] {
  const [own, theirs] = [factsOf(ours), factsOf(nix)];
  const shared = new Set(
    ours.instances
      .map(({ name }) => name)
      .filter((name) => nix.instances.some((other) => other.name === name)),
  );
  const names = [...new Set([...own.keys(), ...theirs.keys()])];
  return names.flatMap((name): Diagnostic[] => {
    const [mine, other] = [own.get(name), theirs.get(name)];
    const known = mine ?? other;
    if (known === undefined) return [];
    const { about, target } = known;
    if (mine === undefined || other === undefined) {
      // That a machine or an instance is missing is told once. A role without members is no fact; a service that
      // we alone know is one too many.
      const isMemberless = target.kind === 'role' && shared.has(target.instance);
      const isOurs = target.kind === 'clan' && mine !== undefined;
      if (!isMemberless && !isOurs) return [];
    } else if (isAlike(mine.value, other.value)) return [];
    return [disagreement({ about, target, ours: textOfValue(mine?.value), nix: textOfValue(other?.value) })];
  });
}

/** Reports of what differs, as many as anybody reads. */
export function reported(differences: readonly Diagnostic[]): readonly Diagnostic[] {
  return differences.slice(0, mostReported);
}

function isAlike(ours: ExactJson, nix: ExactJson): boolean {
  const found = likeness(ours, nix);
  return found === 'same' || found === 'open';
}

function factsOf(evaluation: ClanEvaluation): ReadonlyMap<string, Fact> {
  const { meta, machines, instances, services } = evaluation;
  const clan: DiagnosticTarget = { kind: 'clan' };
  const facts: Fact[] = [
    { about: 'the name of the clan', value: meta.name, target: clan },
    { about: 'the domain of the clan', value: meta.domain, target: clan },
    { about: 'which machines there are', value: machines.map(({ name }) => name).sort(), target: clan },
    { about: 'which instances there are', value: instances.map(({ name }) => name).sort(), target: clan },
    ...machines.flatMap(({ name, machineClass, tags }): Fact[] => {
      const target: DiagnosticTarget = { kind: 'machine', machine: name };
      return [
        { about: `the class of ${name}`, value: machineClass, target },
        { about: `the tags of ${name}`, value: tags.map(({ tag }) => tag).sort(), target },
      ];
    }),
    ...instances.flatMap(instanceFacts),
    // Services of inputs that are not here are unknown to us, and no subject of a dispute.
    // Those that could not be read have no roles.
    ...services
      .filter(({ roles }) => roles.length > 0)
      .map(({ id }): Fact => ({
        about: `whether there is a service ${id}`,
        value: 'yes',
        target: clan,
      })),
  ];
  return new Map(facts.map((fact) => [fact.about, fact]));
}

function instanceFacts(instance: EvaluatedInstance): readonly Fact[] {
  const { name, service } = instance;
  const target: DiagnosticTarget = { kind: 'instance', instance: name };
  const used = instance.roles.filter((role) => role.members.length > 0);
  const roles = used.map((role): Fact => ({
    about: `who is in role ${role.name} of ${name}`,
    value: Object.fromEntries(role.members.map((member) => [member.machine, reasonsOf(member)])),
    target: { kind: 'role', instance: name, role: role.name },
  }));
  return service === null ? roles : [{ about: `the service of ${name}`, value: service, target }, ...roles];
}

function reasonsOf({ reasons }: RoleMember): ExactJson {
  return reasons.map((reason) => (reason.kind === 'tag' ? `tag ${reason.tag}` : 'direct')).sort();
}

/** The differences between two answers to the query `settings`: instance, role, machine, settings. */
export function settingsDifferences(ours: ExactJson, nix: ExactJson): readonly Diagnostic[] {
  return membersIn(ours).flatMap(({ path, value }): Diagnostic[] => {
    const [instance = '', role = '', machine = ''] = path;
    const other = valueAt(nix, path);
    return other === undefined
      ? []
      : settingDifferences(value, other, []).map(({ setting, own, theirs }) =>
          disagreement({
            about: `${pathText(setting.length === 0 ? ['settings'] : setting)} of ${machine} in ${instance} › ${role}`,
            ours: textOfValue(own),
            nix: textOfValue(theirs),
            target: { kind: 'role', instance, role, layer: { kind: 'machine', machine }, setting },
          }),
        );
  });
}

/** What is at `[instance, role, machine]`. */
function membersIn(
  settings: ExactJson,
  path: readonly string[] = [],
): readonly { readonly path: readonly string[]; readonly value: ExactJson }[] {
  if (path.length === 3) return [{ path, value: settings }];
  return isExactObject(settings)
    ? Object.entries(settings).flatMap(([name, below]) => membersIn(below, [...path, name]))
    : [];
}

function valueAt(root: ExactJson, path: readonly string[]): ExactJson | undefined {
  let value: ExactJson | undefined = root;
  for (const name of path) value = memberOf(value, name);
  return value;
}

function memberOf(set: ExactJson | undefined, name: string): ExactJson | undefined {
  return isExactObject(set) && Object.hasOwn(set, name) ? set[name] : undefined;
}

interface SettingDifference {
  readonly setting: readonly string[];
  readonly own: ExactJson | undefined;
  readonly theirs: ExactJson | undefined;
}

/** Follows sets down to where the difference is. */
function settingDifferences(
  own: ExactJson | undefined,
  theirs: ExactJson | undefined,
  setting: readonly string[],
): readonly SettingDifference[] {
  if (own !== undefined && theirs !== undefined && isAlike(own, theirs)) return [];
  if (!isExactObject(own) || !isExactObject(theirs)) return [{ setting, own, theirs }];
  const [mine, other]: readonly [ExactJsonObject, ExactJsonObject] = [own, theirs];
  return [...new Set([...Object.keys(mine), ...Object.keys(other)])].flatMap((name) =>
    settingDifferences(memberOf(mine, name), memberOf(other, name), [...setting, name]),
  );
}
