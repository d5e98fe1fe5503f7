/** The options of `inventory`: machines, tags, instances and what belongs to them (clan-semantics 2). */
import { AttrSet, callFunction, force, forceAttrs, forceString, lazy } from '../../nix';
import type { Slot } from '../../nix';
import { KeptEvaluations, fn, mkOption, nativeModule } from '../../modules';
import type { OptionTree } from '../../modules';
import { at, func, genAttrs, merged, record, slotAt, stringList } from '../nix-values';
import { coreFile } from './context';
import type { CoreContext } from './context';
import { metaModule, nullableText } from './meta-options';
import { settingsType } from './settings-type';

const file = coreFile('modules/inventoryClass/inventory.nix');

/** The module behind the option `clan.inventory`. */
export function inventoryModule(context: CoreContext, clanLib: Slot): Slot {
  const parts: InventoryParts = {
    context,
    clanLib,
    removedServices: callFunction(
      slotAt(context.system.lib, 'mkRemovedOptionModule'),
      ['services'],
      'The option `inventory.services` was removed. Describe services with `inventory.instances`.\nSee: https://clan.lol/docs/guides/migrations/migrate-inventory-services\n',
    ),
    fixed: optionSet(fixedOptions(context)),
    instances: instancesOption(context, clanLib),
    machineDeclarations: machineDeclarations(context),
    machines: new KeptEvaluations(),
  };
  return nativeModule({
    file: 'clanLib.inventory.module',
    imports: [
      fn((args) => inventoryDeclarations(parts, args), { config: false, options: false }, 'inventory'),
    ],
    config: AttrSet.of({ _module: AttrSet.of({ args: AttrSet.of({ clanLib }) }) }),
  });
}

/** What does not depend on the inventory that is evaluated; made once. */
interface InventoryParts {
  readonly context: CoreContext;
  readonly clanLib: Slot;
  readonly removedServices: Slot;
  readonly fixed: AttrSet;
  readonly instances: AttrSet;
  readonly machineDeclarations: Slot;
  /** Machines stay as they are while others are edited; only their tags depend on more than themselves. */
  readonly machines: KeptEvaluations;
}

const hidden = { internal: true, visible: false } as const;

function fixedOptions(context: CoreContext): OptionTree {
  const { types } = context.system;
  return {
    _inventoryFile: mkOption({ type: types.path, readOnly: true, ...hidden }),
    noInstanceOptions: mkOption({ type: types.bool, default: false, ...hidden }),
    modules: mkOption({
      type: types.attrsOf(types.raw),
      default: AttrSet.empty,
      apply: func('apply', (_modules) => AttrSet.empty),
      description: 'Without effect; services go to `clan.modules`.',
    }),
    assertions: mkOption({ type: types.listOf(types.unspecified), default: [], ...hidden }),
    meta: mkOption({ type: types.submoduleWith({ modules: [metaModule(context)] }) }),
  };
}

function inventoryDeclarations(parts: InventoryParts, args: AttrSet): AttrSet {
  const { types } = parts.context.system;
  const config = slotAt(args, 'config');
  const own = record({
    options: mkOption({ type: types.raw, default: slotAt(args, 'options'), ...hidden }),
    tags: tagsOption(parts.context, parts.clanLib, config),
    machines: mkOption({
      type: types.lazyAttrsOf(
        types.submoduleWith({
          modules: [membershipsModule(config), parts.machineDeclarations],
          keeping: {
            store: parts.machines,
            late: { option: 'tags', file, values: (name) => tagsNaming(slotAt(config, 'tags'), name) },
          },
        }),
      ),
      default: AttrSet.empty,
      description: 'Machines by name.',
    }),
    instances: parts.instances,
  });
  return nativeModule({ file, imports: [parts.removedServices], options: merged(parts.fixed, own) });
}

function tagsOption({ system: { types } }: CoreContext, clanLib: Slot, config: Slot): AttrSet {
  const names = types.listOf(types.str);
  const computed = (text: string, description: string): AttrSet =>
    mkOption({ type: names, defaultText: text, description });
  const tags = nativeModule({
    freeformType: types.lazyAttrsOf(names),
    options: {
      all: computed('[ <All Machines> ]', 'All machines; computed.'),
      nixos: computed('[ <All NixOS Machines> ]', 'Machines of class nixos; computed.'),
      darwin: computed('[ <All Darwin Machines> ]', 'Machines of class darwin; computed.'),
    },
  });
  return mkOption({
    type: types.submoduleWith({
      specialArgs: { machines: lazy(() => at(config, 'machines')), clanLib },
      modules: [tags],
    }),
    default: AttrSet.empty,
    description: 'Machines by tag, stated or computed.',
  });
}

/** Gives every machine the tags whose lists name it. */
function membershipsModule(config: Slot): Slot {
  return fn(
    (args) => AttrSet.of({ tags: lazy(() => tagsNaming(slotAt(config, 'tags'), slotAt(args, 'name'))) }),
    { name: false },
    'machine',
  );
}

function machineDeclarations(context: CoreContext): Slot {
  const { types } = context.system;
  const options = optionSet(machineOptions(context));
  return fn(
    (args) => {
      const name = mkOption({ type: types.str, default: slotAt(args, 'name'), description: 'Name to show.' });
      return record({ options: merged(options, record({ name })) });
    },
    { name: false },
    'machine',
  );
}

/** The tags whose lists name the machine, sorted. */
function tagsNaming(tags: Slot, machine: Slot): readonly Slot[] {
  const name = forceString(machine);
  return tagsByMember(forceAttrs(tags)).get(name) ?? noTags;
}

const noTags: readonly Slot[] = [];

/** Every machine asks which tags name it; with many machines the answer is worth keeping. */
const knownTags = new WeakMap<AttrSet, ReadonlyMap<string, readonly string[]>>();

function tagsByMember(tags: AttrSet): ReadonlyMap<string, readonly string[]> {
  const known = knownTags.get(tags);
  if (known !== undefined) return known;
  const byMember = new Map<string, string[]>();
  for (const tag of tags.names()) {
    for (const member of new Set(stringList(tags.get(tag) ?? []))) {
      const list = byMember.get(member);
      if (list === undefined) byMember.set(member, [tag]);
      else list.push(tag);
    }
  }
  knownTags.set(tags, byMember);
  return byMember;
}

function machineOptions({ system: { lib, types } }: CoreContext): OptionTree {
  return {
    description: nullableText(types, 'What the machine is for.'),
    icon: nullableText(types, 'Icon of the machine.'),
    machineClass: mkOption({
      type: types.enum(['nixos', 'darwin']),
      default: 'nixos',
      description: 'Which system the machine runs.',
    }),
    installedAt: mkOption({
      type: types.nullOr(types.int),
      default: null,
      description: 'When the machine was first installed, in Unix seconds.',
    }),
    tags: mkOption({
      type: types.listOf(types.str),
      default: [],
      apply: slotAt(lib, 'unique'),
      description: 'Tags of the machine.',
    }),
    deploy: {
      targetHost: nullableText(types, 'SSH address to deploy to.'),
      buildHost: nullableText(types, 'SSH address to build on.'),
      forwardAgent: mkOption({
        type: types.nullOr(types.bool),
        default: null,
        description: 'Whether to forward the SSH agent; null follows the network setting.',
      }),
    },
  };
}

function instancesOption(context: CoreContext, clanLib: Slot): AttrSet {
  const { types } = context.system;
  const roles = rolesOption(context, clanLib);
  const input = moduleInputOption(context);
  const instance = fn(
    (args) => {
      const spec = record({ input, name: moduleNameOption(context, slotAt(args, 'name')) });
      const module = mkOption({ type: types.submodule([record({ options: spec })]), default: AttrSet.empty });
      return record({ options: record({ module, roles }) });
    },
    { name: false },
    'instance',
  );
  return mkOption({
    type: types.attrsOf(
      types.submoduleWith({ modules: [instance], keeping: { store: new KeptEvaluations() } }),
    ),
    default: AttrSet.empty,
    description: 'Instances of services.',
  });
}

function rolesOption(context: CoreContext, clanLib: Slot): AttrSet {
  const { types } = context.system;
  const library = nativeModule({
    file: 'inventory/interface',
    config: record({ _module: record({ args: record({ clanLib }) }) }),
  });
  const role = record({ imports: [library, roleModule(context)] });
  return mkOption({ type: types.attrsOf(types.submodule([role])), default: AttrSet.empty });
}

function moduleInputOption({ system: { types } }: CoreContext): AttrSet {
  return mkOption({
    type: types.nullOr(types.str),
    default: null,
    defaultText: 'null: a service of clan-core',
    description: 'Flake input that has the service; null for a service of clan-core.',
  });
}

function moduleNameOption({ system: { types } }: CoreContext, name: Slot): AttrSet {
  return mkOption({
    type: types.str,
    default: name,
    defaultText: 'name of the instance',
    description: 'Name of the service.',
  });
}

function roleModule(context: CoreContext): Slot {
  const { types } = context.system;
  const settings = mkOption({ type: settingsType(context), default: AttrSet.empty });
  const members = types.attrsOf(types.submodule([AttrSet.of({ options: AttrSet.of({ settings }) })]));
  const tagNames = func('tagsFromList', (tags) => genAttrs(stringList(tags), () => AttrSet.empty));
  return AttrSet.of({
    options: optionSet({
      machines: mkOption({ type: members, default: AttrSet.empty }),
      tags: mkOption({
        type: types.coercedTo(types.listOf(types.str), tagNames, members),
        default: AttrSet.empty,
      }),
      settings,
      extraModules: mkOption({
        type: types.listOf(types.raw),
        default: [],
        description: 'Modules for every machine in the role.',
      }),
    }),
  });
}

/** Nested option declarations as one Nix set. */
export function optionSet(tree: OptionTree): AttrSet {
  const module = nativeModule({ options: tree });
  return forceAttrs(module.get('options') ?? AttrSet.empty);
}

/** The computed tags: `all`, `nixos`, `darwin`, weak enough for any definition to replace them. */
export function computedTagsModule(): AttrSet {
  const tags = fn(
    (args) => {
      const machines = lazy(() => at(args, 'machines'));
      return AttrSet.of({
        all: weak(() => forceAttrs(machines).names()),
        nixos: weak(() => machinesOfClass(machines, 'nixos')),
        darwin: weak(() => machinesOfClass(machines, 'darwin')),
      });
    },
    { machines: false },
    'computedTags',
  );
  return nativeModule({
    file: coreFile('modules/clan/computed-tags.nix'),
    config: AttrSet.of({ inventory: AttrSet.of({ tags }) }),
  });
}

function weak(names: () => readonly string[]): AttrSet {
  return AttrSet.of({ _type: 'override', priority: 1000n, content: lazy(names) });
}

function machinesOfClass(machines: Slot, machineClass: string): readonly string[] {
  const set = forceAttrs(machines);
  return set.names().filter((name) => force(slotAt(set.get(name) ?? null, 'machineClass')) === machineClass);
}
