/** What is wrong with a clan beyond what its evaluation says by itself (clan-semantics 2.5, 5.6). */
import type { Diagnostic } from '../../../../../shared/base/diagnostic';
import { AttrSet, force, forceAttrs, forceList, forceString, isList, isOpen } from '../../nix';
import type { NixError, Slot, Value } from '../../nix';
import { attempt } from '../guarded';
import { MissingInputError } from '../missing-input';
import { slotAt } from '../nix-values';
import { resolveModule } from '../core/resolve';
import { memberSettings, settingsInputs } from '../core/role-settings';
import type { InstanceModel, MachineModel, RoleModel } from './inventory-model';
import type { InventoryView } from './inventory-view';
import { isSameList } from './membership';
import type { MachinePreviews } from './machine-preview';
import { isRetired } from './retired-option';
import { settingsDiagnostic } from './role-form';

/** Findings about instances, roles, members, settings and constraints. */
export function clanProblems(view: InventoryView): readonly Diagnostic[] {
  const found = view.instances.flatMap((instance) => instanceProblems(view, instance));
  return [...found, ...constraintProblems(view, found)];
}

function instanceProblems(view: InventoryView, instance: InstanceModel): readonly Diagnostic[] {
  const target = { kind: 'instance', instance: instance.name } as const;
  const unknown = moduleProblem(view, instance);
  if (unknown !== undefined) return [{ ...unknown, target }];
  const problems: Diagnostic[] = [];
  const service = view.attempt(
    () => slotAt(view.state.clan, '_services', 'allServices', instance.service),
    target,
  );
  if (service === undefined) return [];
  const offered = view.attempt(() => forceAttrs(slotAt(service, 'roles')).names(), target);
  for (const role of instance.roles) {
    problems.push(...roleProblems(view, instance, role, offered));
  }
  const areRolesKnown = instance.roles.every((role) => offered?.includes(role.name) === true);
  if (areRolesKnown) problems.push(...settingsProblems(view, service, instance));
  return problems;
}

function moduleProblem(view: InventoryView, instance: InstanceModel): Diagnostic | undefined {
  const inputs = view.attempt(() => slotAt(view.state.clan, 'self', 'inputs'));
  const core = view.attempt(() =>
    slotAt(view.state.clan, 'clanInternals', 'inventoryClass', 'staticModules'),
  );
  if (inputs === undefined || core === undefined) return undefined;
  let problem: Diagnostic | undefined;
  attempt(
    () => resolveModule(instance.module, inputs, core),
    (error) => {
      problem = unknownModule(instance, error);
    },
  );
  return problem;
}

function unknownModule(instance: InstanceModel, error: NixError): Diagnostic {
  const { input, name } = instance.module;
  const isInput = error.message.includes("doesn't provide input");
  const message = firstParagraph(error.message);
  if (error instanceof MissingInputError) {
    const hint =
      input === null
        ? `The services of Clan itself are only known with a checkout of it (--override-input clan-core PATH). A service of this flake needs module.input = "self".`
        : error.hint;
    const code = input === null ? 'clan.unknown-module' : 'clan.missing-input';
    return { code, severity: 'error', message, input: error.input, ...(hint === undefined ? {} : { hint }) };
  }
  return {
    code: isInput ? 'clan.unknown-input' : 'clan.unknown-module',
    severity: 'error',
    message,
    hint: isInput
      ? `Add the input '${input}' to flake.nix, or choose another input for ${instance.name}.`
      : `Choose a service that ${input === null ? 'Clan' : `'${input}'`} has instead of '${name}'.`,
  };
}

function firstParagraph(text: string): string {
  return (text.split('\n\n', 1)[0] ?? text).trim();
}

function roleProblems(
  view: InventoryView,
  instance: InstanceModel,
  role: RoleModel,
  offered: readonly string[] | undefined,
): readonly Diagnostic[] {
  const target = { kind: 'role', instance: instance.name, role: role.name } as const;
  const problems: Diagnostic[] = [];
  if (offered !== undefined && !offered.includes(role.name)) {
    problems.push({
      code: 'clan.unknown-role',
      severity: 'error',
      message: `The service of ${instance.name} has no role '${role.name}'; it has ${listed(offered)}.`,
      hint: 'Until this is mended no machine of the clan can be evaluated.',
      target,
    });
  }
  const { names, tags } = machineFacts(view.machines);
  for (const machine of role.machines.filter((name) => !names.has(name))) {
    problems.push({
      code: 'clan.unknown-machine',
      severity: 'warning',
      message: `The role ${instance.name}.${role.name} names '${machine}', which is no machine of the clan.`,
      hint: 'Others in the role see it as a member all the same, and it counts for the limits of the role.',
      target: { ...target, layer: { kind: 'machine', machine } },
    });
  }
  for (const tag of role.tags.filter((name) => !tags.has(name))) {
    problems.push({
      code: 'clan.empty-tag',
      severity: 'warning',
      message: `The role ${instance.name}.${role.name} names the tag '${tag}', which no machine has.`,
      target: { ...target, layer: { kind: 'tag', tag } },
    });
  }
  return problems;
}

/** The names of all machines and the tags that any of them carries. */
interface MachineFacts {
  readonly names: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

const knownFacts = new WeakMap<readonly MachineModel[], MachineFacts>();

function machineFacts(machines: readonly MachineModel[]): MachineFacts {
  const known = knownFacts.get(machines);
  if (known !== undefined) return known;
  const facts = {
    names: new Set(machines.map(({ name }) => name)),
    tags: new Set(machines.flatMap(({ tags }) => tags)),
  };
  knownFacts.set(machines, facts);
  return facts;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `'${name}'`).join(', ');
}

/** Evaluates the settings of every member, which is what shows wrong types and missing values. */
function settingsProblems(
  view: InventoryView,
  service: Slot,
  instance: InstanceModel,
): readonly Diagnostic[] {
  const found = instance.roles.flatMap((role) => {
    const members = view.membersOf(role);
    if (members.length === 0) return memberlessProblems(view, service, instance, role);
    const place = ['instances', instance.name, 'roles', role.name, 'machines'];
    const inputs = attempt(
      () => settingsInputs(slotAt(service, ...place)),
      () => undefined,
    );
    const known = [members, ...(inputs ?? [])];
    const key = JSON.stringify([instance.service, instance.name, role.name]);
    if (inputs !== undefined && isSameList(view.memory.soundRoles.get(key) ?? [], known)) return [];
    const problems = members.flatMap(({ machine }) => {
      const problems: Diagnostic[] = [];
      const report = (error: NixError): void => {
        problems.push(settingsDiagnostic(view, instance, role, machine, error));
      };
      attempt(() => {
        const member = slotAt(service, ...place, machine);
        failuresOfSettings(force(memberSettings(member)), (error, path) => {
          if (!isRetired(slotAt(member, 'finalSettings'), path)) report(error);
        });
      }, report);
      return problems;
    });
    if (inputs !== undefined && problems.length === 0) view.memory.soundRoles.set(key, known);
    return problems;
  });
  return withoutRepeats(found);
}

/** What is wrong with the settings of a role that has no members yet. A value that it lacks may come with them. */
function memberlessProblems(
  view: InventoryView,
  service: Slot,
  instance: InstanceModel,
  role: RoleModel,
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report = (error: NixError): void => {
    problems.push(settingsDiagnostic(view, instance, role, null, error));
  };
  attempt(() => {
    const settings = slotAt(service, 'instances', instance.name, 'roles', role.name, 'finalSettings');
    failuresOfSettings(force(slotAt(settings, 'config')), (error, path) => {
      if (!isRetired(settings, path)) report(error);
    });
  }, report);
  return problems.filter(({ code }) => code !== 'module.no-value');
}

/** What is wrong on the layer of the role or of a tag shows at every member, and is one problem. */
function withoutRepeats(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const identity = ({ code, message, target }: Diagnostic): string => JSON.stringify([code, message, target]);
  return [...new Map(problems.map((problem) => [identity(problem), problem])).values()];
}

/** Settings in which nothing was wrong. Members of a role share theirs, and edits mostly leave them as they are. */
const sound = new WeakSet<AttrSet>();

function failuresOfSettings(config: Value, onFailure: OnFailure): void {
  if (config instanceof AttrSet && sound.has(config)) return;
  let isSound = true;
  const report: OnFailure = (error, path) => {
    // What only system Nix can tell is no problem of the clan.
    if (error.kind === 'needs-system-nix') return;
    isSound = false;
    onFailure(error, path);
  };
  forceSettings(config, report, [], new Set());
  if (isSound && config instanceof AttrSet) sound.add(config);
}

type OnFailure = (error: NixError, path: readonly string[]) => void;

/**
 * Forces settings to their leaves, each on its own: all that is wrong is found, not only the first. Packages are leaves;
 * so is what only system Nix knows.
 */
function forceSettings(
  config: Slot,
  onFailure: OnFailure,
  path: readonly string[],
  above: ReadonlySet<Value>,
): void {
  const value = force(config);
  // Values that contain themselves come from code; settings that people write are shallow.
  if (above.has(value) || path.length > maximumDepth) return;
  const inside = new Set(above).add(value);
  const visit = (slot: Slot, name: string): void => {
    const inner = [...path, name];
    attempt(
      () => forceSettings(slot, onFailure, inner, inside),
      (error) => onFailure(error, inner),
    );
  };
  if (isList(value)) value.forEach((item, index) => visit(item, String(index)));
  if (!(value instanceof AttrSet) || isOpen(value) || isPackage(value)) return;
  for (const name of value.names()) visit(value.get(name) ?? null, name);
}

const maximumDepth = 50;

function isPackage(value: AttrSet): boolean {
  return value.has('outPath') || (value.has('type') && force(value.get('type') ?? null) === 'derivation');
}

/** `known`: what is wrong with instances. One whose service cannot be had leaves no constraints to look at. */
function constraintProblems(view: InventoryView, known: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set(known.map(({ message }) => message));
  const checks = attempt(
    () => forceList(slotAt(view.state.clan, 'clanInternals', 'cliChecks')),
    (error) => {
      if (!told.has(firstParagraph(error.message))) view.report(error);
    },
  );
  return (checks ?? []).flatMap((check) => {
    const read = attempt(
      () => ({
        id: forceString(slotAt(check, 'id')),
        message: forceString(slotAt(check, 'message')),
        severity: forceString(slotAt(check, 'severity')),
      }),
      () => undefined,
    );
    if (read === undefined) return [];
    const severity = read.severity === 'warning' ? 'warning' : 'error';
    const target = constraintTarget(view, read.id);
    return [
      {
        code: 'clan.constraint',
        severity,
        message: read.message,
        ...(target === undefined ? {} : { target }),
      },
    ];
  });
}

/** Which role or instance a check is about: its id is made of names. */
function constraintTarget(view: InventoryView, id: string): Diagnostic['target'] | undefined {
  for (const instance of view.instances) {
    for (const role of instance.roles) {
      if (
        id.endsWith(`-${instance.name}-${role.name}-minMachines`) ||
        id.endsWith(`-${instance.name}-${role.name}-maxMachines`)
      ) {
        return { kind: 'role', instance: instance.name, role: role.name };
      }
    }
    if (id.includes(`-${instance.name}-`)) return { kind: 'instance', instance: instance.name };
  }
  return undefined;
}

/** Problems of the inventory that make every machine fail with the same words. */
const breaksMachines: readonly string[] = [
  'clan.unknown-role',
  'clan.unknown-module',
  'clan.unknown-input',
  'clan.missing-input',
];

/**
 * What is wrong with the configurations of machines, warnings and failed assertions included. Machines that fail as a
 * whole for a reason that is among `known`, or for the same reason as another, are not listed one by one.
 */
export function machineProblems(
  view: InventoryView,
  previews: MachinePreviews,
  known: readonly Diagnostic[],
): readonly Diagnostic[] {
  const isExplained = known.some(({ code }) => breaksMachines.includes(code));
  const told = new Set(known.map(wordsOf));
  const whole = new Set<string>();
  return view.machines.flatMap((machine) => {
    const problems: Diagnostic[] = [];
    attempt(
      () => problems.push(...previews.problems(machine.name)),
      (error) => {
        if (!isExplained && !whole.has(error.message))
          problems.push(previews.failure(error, machine.name, []));
        whole.add(error.message);
      },
    );
    // A wrong setting fails wherever it is used; it is told where it is written.
    return problems.filter((problem) => !told.has(wordsOf(problem)));
  });
}

/** What is said, about whatever. */
function wordsOf({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}
