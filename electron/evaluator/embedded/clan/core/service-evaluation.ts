import { callFunction, compareBytes, force, forceAttrs, forceString, lazy, isList } from '../../nix';
import type { AttrSet, PrimOp, Slot, Value } from '../../nix';
import { setDefaultModuleLocation } from '../../modules';
import type { Configuration } from '../../modules';
import {
  at,
  func,
  mapAttrs,
  nixThrow,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
  sortedEntries,
  stringList,
} from '../nix-values';
import { attempt } from '../guarded';
import type { CoreContext } from './context';
import { SeenExports } from './plain-exports';
import { mapMembers, memberSettings } from './role-settings';
import type { SettingsSource } from './role-settings';
import type { ServiceHabits } from './service-habits';
import { buildScopeKey } from './scopes';
import type { Scope } from './scopes';

/** Which settings to evaluate; `machine` null: those of the role alone. */
export interface SettingsRequest {
  readonly instance: string;
  readonly role: string;
  readonly machine: string | null;
  readonly roleSettings: Slot;
  readonly machineSettings: Slot;
}

/** One service while it is evaluated: its settings, and the modules that it gives to machines. */
export class ServiceEvaluation {
  /** The evaluated service: `manifest`, `instances`, `roles`. */
  readonly config: Slot;
  /** The exports of the clan, as this service sees them. */
  readonly #exports: Slot = lazy(
    () =>
      new SeenExports(forceAttrs(slotAt(this.args, 'exports')), () => {
        this.#habits.noteRead(this.#prefix.join('.'), 'plain-exports');
      }),
  );
  readonly #interfaces = new Map<string, Configuration>();
  readonly #roles = new Map<string, AttrSet>();

  constructor(
    readonly context: CoreContext,
    private readonly args: AttrSet,
  ) {
    this.config = slotAt(args, 'config');
  }

  /** `manifest.name`. */
  get name(): string {
    return forceString(slotAt(this.config, 'manifest', 'name'));
  }

  /** The name as labels show it. A service without a name gives its modules all the same; then it is the id. */
  get label(): string {
    return (
      attempt(
        () => this.name,
        () => undefined,
      ) ?? this.#prefix.join('.')
    );
  }

  /** Says in errors which service is meant. */
  get errorContext(): string {
    return `Error context: ${this.#prefix.join('.')}`;
  }

  get #habits(): ServiceHabits {
    return this.context.origins.habits;
  }

  get #prefix(): string[] {
    return stringList(slotAt(this.args, '_ctx'));
  }

  /** `perInstance` or `perMachine` as a function; what it was made of can be looked at. */
  withCode(run: PrimOp, module: Slot): PrimOp {
    this.#habits.noteCode(run, module);
    return run;
  }

  /** The interface of a role, filled with the settings of all layers; all have equal standing. */
  evalSettings(request: SettingsRequest): Configuration {
    const { instance, role, machine } = request;
    const below = machine === null ? [] : ['machines', machine];
    return this.#interfaceOf(role).extendModules({
      prefix: [...this.#prefix, 'instances', instance, 'roles', role, ...below, 'settings'],
      modules: [
        setDefaultModuleLocation(
          `Via clan.service module: instances.${instance}.roles.${role}.settings`,
          request.roleSettings,
        ),
        request.machineSettings,
      ],
    });
  }

  /** What the settings of a role's members come from. */
  settingsSource(instance: string, role: string, settings: Slot): SettingsSource {
    return {
      place: [...this.#prefix, instance, role].join('\0'),
      interface: slotAtLater(this.config, 'roles', role, 'interface'),
      settings,
      meta: slotAtLater(this.args, 'meta'),
      service: lazy(() => this.name),
    };
  }

  /** The interface of a role without any settings, which all of its settings extend. */
  #interfaceOf(role: string): Configuration {
    const known = this.#interfaces.get(role);
    if (known !== undefined) return known;
    const made = this.context.system.evalModules({
      class: [this.name, role, 'settings'].join('.'),
      specialArgs: { meta: slotAt(this.args, 'meta') },
      modules: [
        setDefaultModuleLocation(
          `Via clan.service module: roles.${role}.interface`,
          slotAtLater(this.config, 'roles', role, 'interface'),
        ),
      ],
    });
    this.#interfaces.set(role, made);
    return made;
  }

  /** What a role gives to one machine of one instance. */
  perInstance(module: Slot, role: string, instance: string, machine: string): Value {
    const roles = lazy(() => this.evaluatedRoles(instance));
    const member = (): Slot => slotAt(this.config, 'instances', instance, 'roles', role, 'machines', machine);
    return force(
      this.context.system.evalModules({
        modules: [module],
        specialArgs: {
          instanceName: instance,
          roles,
          exports: this.#exports,
          meta: slotAt(this.args, 'meta'),
          machine: record({ name: machine, roles: lazy(() => rolesWith(roles, machine)) }),
          settings: lazy(() => force(memberSettings(member()))),
          extendSettings: lazy(() => extendSettings(slotAt(member(), 'finalSettings'))),
          mkExports: this.#mkExports({ instanceName: instance, roleName: role, machineName: machine }),
        },
      }).config,
    );
  }

  /** What the service as a whole gives to one machine. */
  perMachine(module: Slot, machine: string, scope: Slot): Value {
    const instances = slotAtLater(scope, 'instances');
    return force(
      this.context.system.evalModules({
        modules: [module],
        specialArgs: {
          machine: record({ name: machine, roles: lazy(() => rolesInAll(instances, machine)) }),
          instances,
          exports: this.#exports,
          meta: slotAt(this.args, 'meta'),
          mkExports: this.#mkExports({ machineName: machine }),
          settings: lazy(() =>
            nixThrow(
              "'perMachine' doesn't have a 'settings' argument.\n\nSettings belong to roles:\n" +
                "- 'instances.<instanceName>.roles.<roleName>.settings'\n" +
                "- 'instances.<instanceName>.roles.<roleName>.machines.<machineName>.settings'\n\n" +
                `Or use 'roles.<roleName>.perInstance' instead of 'perMachine'.\n\n${this.errorContext}\n`,
            ),
          ),
        },
      }).config,
    );
  }

  /** All roles and members of an instance, with evaluated settings; the same set for everybody who is told about them. */
  evaluatedRoles(instance: string): AttrSet {
    const known = this.#roles.get(instance);
    if (known !== undefined) return known;
    const roles = mapAttrs(slotAt(this.config, 'instances', instance, 'roles'), (_name, role) =>
      record({
        settings: lazy(() => {
          this.#habits.noteRead(this.#prefix.join('.'), 'role-settings');
          return at(role, 'finalSettings', 'config');
        }),
        machines: lazy(() =>
          mapMembers(slotAt(role, 'machines'), (_machine, member) =>
            record({ settings: memberSettings(member) }),
          ),
        ),
      }),
    );
    this.#roles.set(instance, roles);
    return roles;
  }

  /** The module of `extraModules` as a machine imports it; relative strings are taken from the clan's folder. */
  extraModule(module: Slot, instance: string, role: string): Slot {
    return lazy(() => {
      const value = force(module);
      if (typeof value === 'string') return `${forceString(slotAt(this.args, 'directory'))}/${value}`;
      return setDefaultModuleLocation(`via inventory.instances.${instance}.roles.${role}`, value);
    });
  }

  #mkExports(scope: Partial<Scope>): PrimOp {
    return func('mkExports', (value) =>
      record({ [buildScopeKey({ ...scope, serviceName: this.name })]: value }),
    );
  }
}

function extendSettings(finalSettings: Slot): PrimOp {
  const extendModules = slotAt(finalSettings, 'extendModules');
  return func('extendSettings', (more) => {
    const value = force(more);
    const modules = isList(value) ? value : [value];
    return at(callFunction(extendModules, record({ modules })), 'config');
  });
}

function rolesWith(roles: Slot, machine: string): readonly string[] {
  return sortedEntries(roles)
    .filter(([, role]) => slotIfAny(role, 'machines', machine) !== undefined)
    .map(([name]) => name);
}

/** Each role once, by name. */
function rolesInAll(instances: Slot, machine: string): readonly string[] {
  const roles = sortedEntries(instances).flatMap(([, instance]) =>
    rolesWith(slotAt(instance, 'roles'), machine),
  );
  return [...new Set(roles)].sort(compareBytes);
}
