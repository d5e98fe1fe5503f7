/** The options of a service (`_class = "clan.service"`) and what they compute (clan-semantics 5). */
import { AttrSet, NixError, force, forceAttrs, forceString, lazy } from '../../nix';
import type { Slot, Value } from '../../nix';
import { fn, mkOption, nativeModule } from '../../modules';
import type { Configuration } from '../../modules';
import { interfaceSchemaOptions, optionsToJsonSchema } from '../../schema/json-schema';
import { at, func, jsonStrings, mapAttrs, nixThrow, record, slotAt, slotAtLater } from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { manifestType } from './manifest';
import { optionSet } from './inventory-options';
import { RoleMembers, membersOption, schemaInputs } from './role-settings';
import type { SettingsSource, SettingsStore } from './role-settings';
import { resultExportsType } from './plain-exports';
import { ServiceEvaluation } from './service-evaluation';
import { serviceChecks, serviceExportModules, serviceResults } from './service-results';
import { exactToNix } from '../exact-to-nix';

const file = coreFile('lib/inventory/distributed-service/service-module.nix');
const serviceArguments = {
  config: false,
  _ctx: false,
  exports: false,
  directory: false,
  meta: false,
} as const;

/** The module that every service is built on. */
export function serviceModule(context: CoreContext, store: SettingsStore): Slot {
  const { types } = context.system;
  const hidden = { visible: false } as const;
  const readOnly = { visible: false, readOnly: true } as const;
  // What does not depend on the service that is evaluated is made once.
  const manifest = mkOption({ type: manifestType(context) });
  const resultType = types.deferredModuleWith({ staticModules: [resultModule(context)] });
  return fn(
    (args) => {
      const service = new ServiceEvaluation(context, args);
      return nativeModule({
        file,
        imports: serviceExportModules(service),
        options: {
          _docs_rendering: mkOption({ type: types.bool, default: false, ...hidden }),
          instances: mkOption({
            type: types.attrsOf(types.submoduleWith({ modules: [instanceModule(context, store, service)] })),
            defaultText: 'the instances that the inventory has',
            default: lazy(() =>
              nixThrow(
                `The clan service module ${service.name} doesn't define any instances.\n\nDid you forget 'instances'?\n\n${service.errorContext}\n`,
              ),
            ),
            ...hidden,
          }),
          manifest,
          roles: rolesOption(context, service, resultType),
          perMachine: mkOption({
            type: resultType,
            default: AttrSet.empty,
            apply: func('apply', (module) =>
              service.withCode(
                func('perMachine', (machine, scope) =>
                  service.perMachine(module, forceString(machine), scope),
                ),
                module,
              ),
            ),
          }),
          exports: mkOption({
            type: types.lazyAttrsOf(types.deferredModuleWith({ staticModules: [] })),
            default: AttrSet.empty,
          }),
          result: {
            ...serviceResults(service, (fields) => mkOption({ ...fields, ...readOnly })),
            assertions: mkOption({ type: types.attrsOf(types.raw), default: AttrSet.empty, ...hidden }),
            cliChecks: mkOption({
              type: types.listOf(types.raw),
              default: lazy(() => serviceChecks(service)),
              ...hidden,
            }),
          },
        },
      });
    },
    serviceArguments,
    'clan.service',
  );
}

/** What `perInstance` and `perMachine` give: modules for the machine, and exports. */
function resultModule(context: CoreContext): AttrSet {
  const { types } = context.system;
  const module = (): AttrSet => mkOption({ type: types.deferredModule, default: AttrSet.empty });
  return record({
    options: optionSet({
      exports: mkOption({ type: resultExportsType(context), default: AttrSet.empty }),
      nixosModule: module(),
      darwinModule: module(),
    }),
  });
}

function rolesOption(context: CoreContext, service: ServiceEvaluation, resultType: AttrSet): AttrSet {
  const { types } = context.system;
  const description = mkOption({ type: types.nullOr(types.str), default: null });
  const roleInterface = mkOption({ type: types.deferredModule, default: AttrSet.empty });
  const role = fn(
    (args) => {
      const name = slotAt(args, 'name');
      return record({
        options: optionSet({
          description,
          interface: roleInterface,
          perInstance: mkOption({
            type: resultType,
            default: AttrSet.empty,
            apply: func('apply', (module) =>
              service.withCode(
                func('perInstance', (instance, machine) =>
                  service.perInstance(module, forceString(name), forceString(instance), forceString(machine)),
                ),
                module,
              ),
            ),
          }),
        }),
      });
    },
    { name: false },
    'role',
  );
  return mkOption({
    type: types.attrsOf(types.submoduleWith({ modules: [role] })),
    defaultText: 'the roles that the service defines',
    default: lazy(() =>
      nixThrow(
        `Role behavior of service '${service.name}' must be defined.\nA 'clan.service' module says what it does in its 'roles', such as\n\`roles.client = {}\`\n\n${service.errorContext}\n`,
      ),
    ),
  });
}

function instanceModule(context: CoreContext, store: SettingsStore, service: ServiceEvaluation): Slot {
  const { types } = context.system;
  return fn(
    (args) => {
      const instanceName = slotAt(args, 'name');
      const checkRoles = func('apply', (roles) => {
        const defined = forceAttrs(slotAt(service.config, 'roles')).names();
        const unknown = forceAttrs(roles)
          .names()
          .filter((role) => !defined.includes(role));
        if (unknown.length === 0) return force(roles);
        return nixThrow(
          `Instance: 'instances.${forceString(instanceName)}' uses the following roles:\n${jsonStrings(unknown)}\n\n` +
            `But the clan-service module '${service.name}' only defines roles:\n${jsonStrings(defined)}\n\n${service.errorContext}\n`,
        );
      });
      return record({
        options: optionSet({
          roles: mkOption({
            type: types.attrsOf(
              types.submoduleWith({ modules: [instanceRoleModule(context, store, service, instanceName)] }),
            ),
            defaultText: 'the roles that the instance uses',
            default: lazy(() =>
              nixThrow(
                `Instance '${forceString(instanceName)}' of service '${service.name}' must define members via 'roles'.\n\n${service.errorContext}\n`,
              ),
            ),
            apply: checkRoles,
          }),
        }),
      });
    },
    { name: false },
    'instance',
  );
}

function instanceRoleModule(
  context: CoreContext,
  store: SettingsStore,
  service: ServiceEvaluation,
  instance: Slot,
): Slot {
  const { types } = context.system;
  return fn(
    (args) => {
      const role = slotAt(args, 'name');
      const settings = lazy(() => at(args, 'config', 'settings'));
      const evaluate = (machine: string | null, machineSettings: Slot): Configuration =>
        service.evalSettings({
          instance: forceString(instance),
          role: forceString(role),
          machine,
          roleSettings: settings,
          machineSettings,
        });
      // Which instance and role this is may be asked only once there is a configuration.
      const source = (): SettingsSource =>
        service.settingsSource(forceString(instance), forceString(role), settings);
      const members = new RoleMembers(evaluate, source, store);
      return record({
        options: optionSet({
          finalSettings: mkOption({
            type: types.raw,
            default: lazy(() => evaluate(null, AttrSet.empty).value),
          }),
          machines: membersOption(context, memberModule(context, members), members),
          settings: mkOption({ type: types.raw, default: AttrSet.empty }),
          extraModules: mkOption({ type: types.listOf(types.deferredModule), default: [] }),
        }),
      });
    },
    { name: false, config: false },
    'role',
  );
}

/** A member that a service defines, or adds to. */
function memberModule({ system: { types } }: CoreContext, members: RoleMembers): Slot {
  return fn(
    (args) => {
      const settings = lazy(() => at(args, 'config', 'settings'));
      const member = lazy(() => members.member(forceString(slotAt(args, 'name')), settings));
      return record({
        options: optionSet({
          settings: mkOption({ type: types.raw, default: AttrSet.empty }),
          finalSettings: mkOption({ type: types.raw, default: slotAtLater(member, 'finalSettings') }),
        }),
      });
    },
    { name: false, config: false },
    'machine',
  );
}

/** The module that adds JSON Schemas of the roles' interfaces, and says which cannot be converted. */
export function serviceApiModule(context: CoreContext, prefix: readonly string[]): Slot {
  const { types } = context.system;
  return fn(
    (args) => {
      const config = slotAt(args, 'config');
      const schemas = lazy(() =>
        mapAttrs(slotAt(config, 'roles'), (role, value) =>
          roleSchema(context, [...prefix, role], slotAt(value, 'interface'), args),
        ),
      );
      return nativeModule({
        file: coreFile('lib/inventory/distributed-service/api.nix'),
        options: {
          result: {
            api: mkOption({
              type: types.submodule([
                record({ options: record({ schema: mkOption({ default: schemas }) }) }),
              ]),
              default: AttrSet.empty,
              visible: false,
            }),
          },
        },
        config: record({
          result: record({ assertions: lazy(() => schemaAssertions(config, slotAt(args, 'name'), prefix)) }),
        }),
      });
    },
    { config: false, name: false, meta: false },
    'clan.service.api',
  );
}

/** The schema of an interface, which stays while the interface and what it may depend on are the same. */
function roleSchema(context: CoreContext, path: readonly string[], module: Slot, args: AttrSet): Value {
  // A service that is evaluated on its own has neither; what it gives is kept as a whole.
  const inputs = schemaInputs(module, [slotAt(args, 'meta'), slotAt(args, 'name')]);
  const place = ['schema', ...path, ...(inputs ?? []).slice(1, 2)].join('\0');
  const known = inputs === undefined ? undefined : context.settings.find(place, inputs);
  if (known !== undefined) return known;
  const { options } = context.system.evalModules({
    modules: [module],
    specialArgs: { meta: slotAt(args, 'meta') },
  });
  const schema = exactToNix(optionsToJsonSchema(forceAttrs(options), interfaceSchemaOptions));
  if (inputs !== undefined && schema instanceof AttrSet) context.settings.add(place, inputs, schema);
  return schema;
}

function schemaAssertions(config: Slot, id: Slot, prefix: readonly string[]): AttrSet {
  return mapAttrs(slotAt(config, 'roles'), (role) =>
    record({
      message: lazy(() => unserializableMessage(config, role, [...prefix, `"${forceString(id)}"`].join('.'))),
      assertion: lazy(() => canBeForced(slotAtLater(config, 'result', 'api', 'schema', role))),
    }),
  );
}

/** The text is data that ends up in machine configurations, so it is word for word clan's. */
function unserializableMessage(config: Slot, role: string, path: string): string {
  return [
    `\`roles.${role}.interface\` is not JSON serializable.`,
    "'clan.services' modules require all 'roles.*.interfaces' to be subset of JSON.",
    `: clan.service module '${forceString(slotAt(config, 'manifest', 'name'))}`,
    'To see the evaluation problem run',
    `nix eval .#${path}.result.api.schema.${role} --json\n`,
  ].join('\n\n');
}

/** What `tryEval` tells: false when the value throws. */
function canBeForced(slot: Slot): boolean {
  try {
    force(slot);
    return true;
  } catch (error) {
    if (error instanceof NixError && error.isCatchable) return false;
    throw error;
  }
}
