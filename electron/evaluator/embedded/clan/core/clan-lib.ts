/** `clanLib`: the functions that services and clans call (clan-semantics 5.2, 6, 10.4). */
import {
  AttrSet,
  NixError,
  PrimOp,
  callFunction,
  force,
  forceAttrs,
  forceInt,
  forceList,
  forceString,
  isString,
  lazy,
  stringText,
  typeName,
  isList,
} from '../../nix';
import type { Slot, Value } from '../../nix';
import { mkOption } from '../../modules';
import type { Configuration } from '../../modules';
import { optionsToJsonSchema, readSchemaOptions, upperFirst } from '../../schema/json-schema';
import { exactToNix } from '../exact-to-nix';
import {
  func,
  genAttrs,
  merged,
  nixThrow,
  record,
  slotAt,
  slotAtLater,
  slotIfAny,
  stringList,
} from '../nix-values';
import type { CoreContext } from './context';
import { introspect } from './introspection';
import type { EvalService } from './inventory-class';
import { inventoryModule } from './inventory-options';
import { publicManifest } from './manifest';
import { domainNameType } from './meta-options';
import { isPlainGroup } from './plain-exports';
import { publicValueFunctions } from './public-value';
import { readModuleSpec, resolveModule, resolveTags } from './resolve';
import { buildScopeKey, checkScope, parseScope, scopeParts, splitScopeKey } from './scopes';
import type { Scope, ScopeConstraint } from './scopes';
import { serviceApiModule, serviceModule } from './service-module';
import { checkedExports } from './service-results';
import { exclusiveModuleType, settingsType } from './settings-type';

/** Builds clan's library. */
export function createClanLib(context: CoreContext): {
  readonly clanLib: AttrSet;
  readonly evalService: EvalService;
} {
  const evalService: EvalService = onceAModule((modules, prefix) =>
    context.system.evalModules({
      class: 'clan.service',
      specialArgs: { _ctx: prefix, clanLib: clanLibLater },
      modules: [serviceModule(context, context.settings), serviceApiModule(context, prefix), ...modules],
    }),
  );
  const clanLibLater: Slot = lazy(() => clanLib);
  const clanLib: AttrSet = record({
    ...exportFunctions(),
    ...Object.fromEntries(publicValueFunctions(context.io).entries),
    ...helpers(),
    mkRemovedOption: mkRemovedOption(context),
    evalService: func('evalService', (args) =>
      withPublicManifest(
        evalService(forceList(slotAt(args, 'modules')), stringList(slotAt(args, 'prefix'))).value,
      ),
    ),
    types: record({
      uniqueDeferredSerializableModule: lazy(() => settingsType(context)),
      exclusiveDeferredModule: exclusiveModuleType(context),
      domainName: lazy(() => domainNameType(context.system.types)),
    }),
    inventory: record({
      inventoryModule: lazy(() => force(inventoryModule(context, clanLibLater))),
      resolveTags: func('resolveTags', resolveTagsFunction),
    }),
    resolveModule: func('resolveModule', (args) =>
      force(
        resolveModule(
          readModuleSpec(slotAt(args, 'moduleSpec')),
          slotAt(args, 'flakeInputs'),
          slotAt(args, 'clanCoreModules'),
        ),
      ),
    ),
    introspection: record({
      getPrios: func('getPrios', (args) =>
        introspect(context.system.lib, forceAttrs(slotAt(args, 'options'))),
      ),
    }),
    jsonschema: schemaFunctions(context),
    checkConfig: func('checkConfig', (checks, result) => {
      checkClan(checks);
      return force(result);
    }),
  });
  return { clanLib, evalService };
}

/** A service's evaluation whose manifest is as current Clan shows it. */
function withPublicManifest(evaluation: AttrSet): AttrSet {
  const config = slotAtLater(evaluation, 'config');
  const shown = lazy(() =>
    merged(forceAttrs(config), record({ manifest: lazy(() => publicManifest(slotAt(config, 'manifest'))) })),
  );
  return merged(evaluation, record({ config: shown }));
}

/** Evaluates a service on its own only once: it sees nothing of the clan, and mostly stays while others are edited. */
function onceAModule(evalService: EvalService): EvalService {
  const known = new Map<string, { readonly module: Value; readonly configuration: Configuration }>();
  return (modules, prefix) => {
    const module = modules.length === 1 ? wholeValue(modules[0]) : undefined;
    if (module === undefined) return evalService(modules, prefix);
    const place = prefix.join('\0');
    const before = known.get(place);
    if (before?.module === module) return before.configuration;
    const configuration = evalService(modules, prefix);
    known.set(place, { module, configuration });
    return configuration;
  };
}

/** The value, if it is one that can be told from all others. The evaluation says what is wrong with one that fails. */
function wholeValue(slot: Slot | undefined): Value | undefined {
  try {
    const value = slot === undefined ? null : force(slot);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch (error) {
    if (error instanceof NixError && error.isCatchable) return undefined;
    throw error;
  }
}

/** Throws the message of a check of the clan that does not hold. */
export function checkClan(checks: Slot): void {
  const set = forceAttrs(checks);
  for (const name of set.names()) {
    const check = set.get(name) ?? null;
    if (force(slotAt(check, 'ignore')) === true || force(slotAt(check, 'assertion')) === true) continue;
    nixThrow(`clan.checks.${name} failed with message\n${forceString(slotAt(check, 'message'))}`);
  }
}

function exportFunctions(): Readonly<Record<string, Slot>> {
  return {
    buildScopeKey: func('buildScopeKey', (scope) => buildScopeKey(readScope(scope))),
    parseScope: func('parseScope', (key) => lazyScope(forceString(key))),
    checkScope: func('checkScope', (constraint, key) => {
      const text = forceString(key);
      checkScope(readConstraint(constraint), text);
      return text;
    }),
    checkExports: func('checkExports', (constraint, exports) =>
      checkedExports(readConstraint(constraint), exports),
    ),
    selectExports: func('selectExports', (predicate) => selectExports(predicate)),
    getExport: func('getExport', (scope, exports) => getExport(readScope(scope), exports)),
  };
}

/** The parts of a key; a malformed key fails when a part is read. */
function lazyScope(key: string): AttrSet {
  return genAttrs(scopeParts, (part) => (splitScopeKey(key) ?? parseScope(key))[part as keyof Scope]);
}

function readScope(scope: Slot): Partial<Scope> {
  const read = (part: keyof Scope): string => {
    const slot = forceAttrs(scope).get(part);
    return slot === undefined ? '' : forceString(slot);
  };
  return {
    serviceName: read('serviceName'),
    instanceName: read('instanceName'),
    roleName: read('roleName'),
    machineName: read('machineName'),
  };
}

function readConstraint(constraint: Slot): ScopeConstraint {
  const whitelist = slotIfAny(constraint, 'whitelist');
  const details = slotIfAny(constraint, 'errorDetails');
  return {
    ...readScope(constraint),
    whitelist: whitelist === undefined ? [] : stringList(whitelist),
    errorDetails: details === undefined ? '' : forceString(details),
  };
}

function selectExports(predicate: Slot): PrimOp {
  const value = force(predicate);
  const isFunction = typeName(value) === 'a function' || value instanceof PrimOp;
  if (!isFunction) nixThrow(`selectExports expected a function. But was called with ${nixTypeOf(value)}\n`);
  return func('selectExports', (exports) => {
    const set = forceAttrs(exports);
    const selected = set
      .names()
      .filter((key) => !isPlainGroup(key) && force(callFunction(value, lazyScope(key))) === true);
    return new AttrSet(new Map(selected.map((key) => [key, set.get(key) ?? null])), set.positions);
  });
}

/** The type's name as `builtins.typeOf` gives it. */
function nixTypeOf(value: Value): string {
  if (value instanceof AttrSet) return 'set';
  if (isList(value)) return 'list';
  if (isString(value)) return 'string';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'boolean') return 'bool';
  return value === null ? 'null' : 'path';
}

function getExport(scope: Partial<Scope>, exports: Slot): Value {
  const key = buildScopeKey(scope);
  const set = forceAttrs(exports);
  const found = set.get(key);
  if (found !== undefined) return force(found);
  const parts = scopeParts.map((part) => `  ${part}: "${scope[part] ?? ''}"\n`).join('');
  const available = set.names().map((name) => `  • ${name}\n`);
  return nixThrow(
    `getExport: export not found\n\nRequested scope: "${key}"\n\nScope components:\n${parts}\nAvailable exports:\n${available.join('')}`,
  );
}

function helpers(): Readonly<Record<string, Slot>> {
  return {
    concatMapListToAttrs: func('concatMapListToAttrs', (map, list) =>
      forceList(list).reduce<AttrSet>(
        (all, item) => merged(all, forceAttrs(callFunction(map, item))),
        AttrSet.empty,
      ),
    ),
    toUpperFirst: func('toUpperFirst', (text) => {
      const value = force(text);
      if (isString(value)) return upperFirst(stringText(value));
      return nixThrow(`toUpperFirst only accepts string values, but got ${nixTypeOf(value)}`);
    }),
    replaceElemAt: func('replaceElemAt', (list, index, element) => {
      const position = Number(forceInt(index));
      return forceList(list).map((item, itemIndex) => (itemIndex === position ? element : item));
    }),
  };
}

function mkRemovedOption({ system: { types } }: CoreContext): PrimOp {
  return func('mkRemovedOption', (name, message) =>
    mkOption({
      visible: false,
      default: null,
      type: types.raw,
      apply: func('apply', (_value) =>
        nixThrow(`The option '${forceString(name)}' was removed. ${forceString(message)}`),
      ),
    }),
  );
}

function resolveTagsFunction(args: Slot): AttrSet {
  const members = slotAt(args, 'members');
  const named = slotIfAny(members, 'machines');
  const tags = slotIfAny(members, 'tags');
  return record({
    machines: lazy(() =>
      resolveTags(
        slotAt(args, 'machines'),
        named === undefined ? [] : stringList(named),
        tags === undefined ? [] : stringList(tags),
      ),
    ),
  });
}

function schemaFunctions(context: CoreContext): AttrSet {
  return record({
    fromOptions: func('fromOptions', (args, options) =>
      exactToNix(optionsToJsonSchema(forceAttrs(options), readSchemaOptions(forceAttrs(args)))),
    ),
    fromModule: func('fromModule', (args, module) => {
      const value = force(module);
      const specialArgs = slotIfAny(args, 'specialArgs');
      const { options } = context.system.evalModules({
        modules: isList(value) ? value : [value],
        specialArgs: specialArgs === undefined ? {} : forceAttrs(specialArgs),
      });
      return exactToNix(optionsToJsonSchema(forceAttrs(options), readSchemaOptions(forceAttrs(args))));
    }),
  });
}
