/** A clan with a bit of everything, and the edits that a user may make to it, for tests of what an edit leaves as it is. */
import { MemoryDisk, plainFlake } from './memory-clan';

/** A member or a tag of a role. */
interface Entry {
  settings?: Record<string, unknown>;
}

interface Role {
  machines?: Record<string, Entry>;
  tags?: Record<string, Entry>;
  settings?: Record<string, unknown>;
}

interface Instance {
  module: { input: string; name: string };
  roles: Record<string, Role>;
}

/** The content of inventory.json as the edits change it. */
export interface EditedInventory {
  machines: Record<string, Record<string, unknown>>;
  tags: Record<string, string[]>;
  instances: Record<string, Instance>;
}

/** What can be undone: the content, how it is written, and which text of a service's module there is. */
export interface EditedState {
  readonly inventory: EditedInventory;
  readonly indent: number;
  readonly isServiceChanged: boolean;
}

const machineNames = ['a', 'b', 'c', 'd', 'e', 'nix', 'mac', 'ghost'];
const tagNames = ['all', 'left', 'right', 'listed', 'computed', 'nixos', 'nobody'];
const instanceNames = ['net', 'other', 'share', 'books', 'extra'];

/** What instances may be instances of, and the roles of each. One of them does not exist. */
const services: readonly (readonly [string, readonly string[]])[] = [
  ['mesh', ['peer', 'hub']],
  ['share', ['giver', 'taker']],
  ['books', ['default']],
  ['missing', ['default']],
];

/** A service whose members read each other's settings; `changed`: with other words in it. */
function mesh(changed: boolean): string {
  return `{ lib, ... }: {
  _class = "clan.service";
  manifest.name = "mesh";
  manifest.readme = "${changed ? 'Read again.' : 'Nothing.'}";
  manifest.constraints.roles.hub.maxMachines = 2;
  roles.peer = {
    description = "Knows every other peer";
    interface = { config, lib, meta, ... }: {
      options.port = lib.mkOption { type = lib.types.port; default = ${changed ? '9' : '7'}; };
      options.text = lib.mkOption { type = lib.types.str; default = ""; };
      options.label = lib.mkOption { type = lib.types.str; };
      config.label = lib.mkDefault "\${meta.name}-\${config.text}";
    };
    perInstance = { instanceName, settings, machine, roles, extendSettings, ... }: {
      nixosModule = { config, ... }: {
        mesh.\${instanceName} = {
          ports = lib.mapAttrs (_: member: member.settings.port) roles.peer.machines;
          own = settings;
          hubs = lib.attrNames (roles.hub.machines or { });
          roles = machine.roles;
          wider = (extendSettings { text = lib.mkDefault "wider"; }).text;
        };
        seen.\${instanceName} = config.mesh.\${instanceName}.own.port;
      };
    };
  };
  roles.hub = {
    description = "Is known";
    interface.options.size = lib.mkOption { type = lib.types.ints.positive; default = 1; };
    perInstance = { settings, ... }: { nixosModule.hub.size = settings.size; darwinModule.hub = true; };
  };
  perMachine = { machine, instances, ... }: {
    nixosModule.mesh-instances.\${machine.name} = lib.mapAttrs (_: instance: lib.attrNames instance.roles) instances;
  };
}
`;
}

/** A service that says something to others and reads what they say. */
const share = `{ lib, clanLib, exports, ... }: {
  _class = "clan.service";
  manifest.name = "share";
  manifest.readme = "";
  manifest.exports.out = [ "told" ];
  roles.giver = {
    interface.options.word = lib.mkOption { type = lib.types.str; };
    perInstance = { settings, mkExports, ... }: { exports = mkExports { told.word = settings.word; }; };
  };
  roles.taker = {
    description = "Hears";
    perInstance = { exports, ... }: {
      nixosModule.heard = lib.mapAttrsToList (name: value: "\${name}=\${value.told.word}") exports;
    };
  };
}
`;

/** A service with its own code for its configuration, and with submodules in its settings. */
const books = `{ config, lib, ... }: {
  _class = "clan.service";
  manifest.name = "books";
  manifest.readme = "Nothing.";
  roles.default = {
    description = "Has books";
    interface.options.books = lib.mkOption {
      default = { };
      type = lib.types.attrsOf (lib.types.submodule ({ name, ... }: {
        options.title = lib.mkOption { type = lib.types.str; default = name; };
        options.pages = lib.mkOption { type = lib.types.nullOr lib.types.int; default = null; };
      }));
    };
    perInstance = { settings, instanceName, ... }: {
      nixosModule.books = settings.books // { of = instanceName; };
      nixosModule.instances = lib.attrNames config.instances;
    };
  };
}
`;

const clanNix = `{ lib, ... }: {
  meta.name = "edited";
  meta.domain = "edited.example";
  modules = { mesh = ./mesh.nix; share = ./share.nix; books = ./books.nix; };
  exportInterfaces.told.options.word = lib.mkOption { type = lib.types.str; default = ""; };
  machines.nix.environment.own = true;
  inventory.machines.nix = { tags = [ "left" ]; description = "in Nix"; };
  inventory.machines.mac.machineClass = "darwin";
  inventory.machines.a.tags = [ "nix-tag" ];
  inventory.tags = { config, machines, ... }: {
    listed = [ "a" "nix" "gone" ];
    computed = lib.filter (name: lib.hasPrefix "c" name || builtins.elem name config.listed) (lib.attrNames machines);
  };
  inventory.instances.net = {
    module = { input = "self"; name = "mesh"; };
    roles.peer.tags.computed.settings.text = "from nix";
    roles.peer.extraModules = [ { extra.module = true; } ];
    roles.hub.machines.nix = { };
  };
  inventory.instances.books.roles.default = {
    settings = lib.mkDefault { books.nix = { }; };
    machines.a.settings.books.one.pages = 3;
  };
  inventory.instances.books.module = { input = "self"; name = "books"; };
}
`;

/** The clan before any edit. */
export function initialState(): EditedState {
  return {
    inventory: {
      machines: { a: { tags: ['left'] }, b: { tags: ['left', 'right'], description: 'second' }, c: {} },
      tags: {},
      instances: {
        net: {
          module: { input: 'self', name: 'mesh' },
          roles: {
            peer: { machines: { a: { settings: { text: 'a' } } }, tags: { left: { settings: { port: 8 } } } },
          },
        },
        share: {
          module: { input: 'self', name: 'share' },
          roles: {
            giver: { machines: { a: { settings: { word: 'hello' } } } },
            taker: { tags: { all: {} } },
          },
        },
      },
    },
    indent: 2,
    isServiceChanged: false,
  };
}

/** The disk that a clan in this state has. */
export function diskOf(state: EditedState): MemoryDisk {
  const files = {
    'flake.nix': plainFlake,
    'clan.nix': clanNix,
    'mesh.nix': mesh(state.isServiceChanged),
    'share.nix': share,
    'books.nix': books,
    'machines/c/configuration.nix': '{ own.file = true; }',
    'inventory.json': textOf(state),
  };
  return new MemoryDisk(new Map(Object.entries(files).map(([name, text]) => [`/clan/${name}`, text])));
}

/** The file whose text an edit of the service changes. */
export const serviceFile = '/clan/mesh.nix';

/** The service's module in a state. */
export function serviceText(state: EditedState): string {
  return mesh(state.isServiceChanged);
}

/** The text of inventory.json. */
export function textOf({ inventory, indent }: EditedState): string {
  return JSON.stringify(inventory, null, indent);
}

/** One edit, by numbers that are taken modulo what there is to choose from. */
export interface RandomEdit {
  readonly kind: EditKind;
  readonly machine: number;
  readonly instance: number;
  readonly role: number;
  readonly tag: number;
  readonly value: number;
}

/** What a user may do. */
export const editKinds = [
  'machine-settings',
  'tag-settings',
  'role-settings',
  'add-member',
  'remove-member',
  'add-role-tag',
  'remove-role-tag',
  'add-machine',
  'remove-machine',
  'machine-tags',
  'machine-field',
  'machine-class',
  'list-tag',
  'add-instance',
  'remove-instance',
  'rename-instance',
  'rename-machine',
  'other-module',
  'change-service',
  'reformat',
] as const;
export type EditKind = (typeof editKinds)[number];

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('there is nothing to pick from');
  return found;
}

/** Settings of any service, right and wrong ones. */
function settingsFor(value: number): Record<string, unknown> {
  return pick<Record<string, unknown>>(
    [
      {},
      { port: 1000 + value },
      { text: `text ${String(value)}` },
      { port: 'wrong' },
      { word: `word ${String(value)}` },
      { books: { one: { title: `book ${String(value)}` }, two: {} } },
      { size: 1 + (value % 3) },
      { unknown: value },
      { text: 'x', port: 2000 },
    ],
    value,
  );
}

/** The state after an edit. Does not change the one before. */
export function edited(state: EditedState, edit: RandomEdit): EditedState {
  if (edit.kind === 'change-service') return { ...state, isServiceChanged: !state.isServiceChanged };
  if (edit.kind === 'reformat') return { ...state, indent: pick([0, 2, 3], edit.value) };
  const inventory = structuredClone(state.inventory);
  if (edit.kind.includes('instance') || edit.kind === 'other-module') editInstances(inventory, edit);
  else if (isRoleEdit(edit.kind)) editRole(inventory, edit);
  else editMachines(inventory, edit);
  return { ...state, inventory };
}

function isRoleEdit(kind: EditKind): boolean {
  return kind.includes('settings') || kind.includes('member') || kind.includes('role-tag');
}

function editRole(inventory: EditedInventory, edit: RandomEdit): void {
  const instance = pick(Object.values(inventory.instances).concat(spareInstance()), edit.instance);
  const roles = services.find(([name]) => name === instance.module.name)?.[1] ?? ['default'];
  const role = (instance.roles[pick(roles, edit.role)] ??= {});
  const machine = pick(machineNames, edit.machine);
  const tag = pick(tagNames, edit.tag);
  switch (edit.kind) {
    case 'machine-settings':
      role.machines = { ...role.machines, [machine]: { settings: settingsFor(edit.value) } };
      break;
    case 'tag-settings':
      role.tags = { ...role.tags, [tag]: { settings: settingsFor(edit.value) } };
      break;
    case 'role-settings':
      role.settings = settingsFor(edit.value);
      break;
    case 'add-member':
      role.machines = { ...role.machines, [machine]: {} };
      break;
    case 'remove-member':
      delete role.machines?.[pick(Object.keys(role.machines).concat(''), edit.machine)];
      break;
    case 'add-role-tag':
      role.tags = { ...role.tags, [tag]: {} };
      break;
    default:
      delete role.tags?.[pick(Object.keys(role.tags).concat(''), edit.tag)];
  }
}

/** Where there is no instance at all, an edit of one goes nowhere. */
function spareInstance(): Instance[] {
  return [{ module: { input: 'self', name: 'mesh' }, roles: {} }];
}

function editInstances({ instances }: EditedInventory, edit: RandomEdit): void {
  const [service, roles] = pick(services, edit.value);
  const name = pick(instanceNames, edit.instance);
  const existing = pick(Object.keys(instances).concat(''), edit.instance);
  const found = instances[existing];
  switch (edit.kind) {
    case 'add-instance':
      instances[name] ??= {
        module: { input: 'self', name: service },
        roles: { [pick(roles, edit.role)]: { tags: { [pick(tagNames, edit.tag)]: {} } } },
      };
      break;
    case 'remove-instance':
      delete instances[existing];
      break;
    case 'rename-instance':
      if (found === undefined || instances[name] !== undefined) return;
      delete instances[existing];
      instances[name] = found;
      break;
    default:
      if (found !== undefined) found.module = { input: 'self', name: service };
  }
}

function editMachines({ machines, tags, instances }: EditedInventory, edit: RandomEdit): void {
  const name = pick(machineNames, edit.machine);
  const existing = pick(Object.keys(machines).concat(''), edit.machine);
  const found = machines[existing];
  switch (edit.kind) {
    case 'add-machine':
      machines[name] ??= { tags: [pick(tagNames, edit.tag)] };
      break;
    case 'remove-machine':
      delete machines[existing];
      break;
    case 'machine-tags':
      if (found !== undefined) found['tags'] = [pick(tagNames, edit.tag), pick(tagNames, edit.value)];
      break;
    case 'machine-field':
      if (found !== undefined) found['description'] = pick(['', 'one', null, 5], edit.value);
      break;
    case 'machine-class':
      if (found !== undefined) found['machineClass'] = pick(['nixos', 'darwin'], edit.value);
      break;
    case 'rename-machine':
      if (found === undefined || machines[name] !== undefined) return;
      delete machines[existing];
      machines[name] = found;
      for (const { roles } of Object.values(instances)) {
        for (const { machines: members } of Object.values(roles)) {
          const member = members?.[existing];
          if (members === undefined || member === undefined) continue;
          delete members[existing];
          members[name] = member;
        }
      }
      break;
    default:
      // Only tags that nobody else lists may be listed here as well.
      tags[pick(['left', 'right', 'listed'], edit.tag)] = [pick(machineNames, edit.machine), name];
  }
}
