/** A made-up clan: twelve machines, six instances, one part in Nix and one in inventory.json. */
import type { JsonObject } from '../../shared/base/json';
import type { ServiceInfo } from '../../shared/clan/evaluation';

/** What the fake's "Nix files" define. Cannot be edited. */
export interface NixPart {
  readonly machines: Readonly<
    Record<string, { readonly machineClass?: 'darwin'; readonly description?: string }>
  >;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly instances: JsonObject;
}

export interface FakeClan {
  readonly name: string;
  readonly nix: NixPart;
  readonly document: JsonObject;
  readonly services: readonly ServiceInfo[];
}

export const homelabNix: NixPart = {
  machines: {
    athena: { description: 'Git forge and photo library' },
    borealis: { description: 'Storage: six disks' },
    kepler: { description: 'Metrics and dashboards' },
    lyra: {},
    fjord: {},
    gaia: { description: 'The router' },
    hermes: { description: 'Rented machine' },
  },
  tags: { server: ['athena', 'borealis', 'kepler', 'lyra'], edge: ['fjord', 'gaia', 'hermes'] },
  instances: {
    names: {
      module: { name: 'dns', input: 'self' },
      roles: { resolver: { machines: { gaia: {}, fjord: {} } }, client: { tags: { all: {} } } },
    },
    people: {
      module: { name: 'users', input: 'self' },
      roles: { default: { tags: { all: {} } } },
    },
  },
};

export const homelabDocument: JsonObject = {
  machines: {
    castor: { tags: ['laptop'], description: "Mara's laptop" },
    iris: { tags: ['laptop'] },
    echo: { tags: ['laptop'], machineClass: 'darwin' },
    daphne: {},
    juno: {},
  },
  instances: {
    backup: {
      module: { name: 'backup', input: 'self' },
      roles: {
        client: {
          machines: { athena: { settings: { keepDaily: 7 } }, daphne: {} },
          tags: { laptop: { settings: { startAt: '12:30' } } },
          settings: { compression: 'zstd,9', backupFolders: ['/var/lib'], keepDaily: 14 },
        },
        server: { machines: { borealis: { settings: { directory: '/srv/borg' } } } },
      },
    },
    mesh: {
      module: { name: 'mesh-vpn', input: 'self' },
      roles: { peer: { tags: { all: {} } }, gateway: { machines: { gaia: {} } } },
    },
    metrics: {
      module: { name: 'monitoring', input: 'self' },
      roles: { server: { machines: { kepler: {} } }, agent: { tags: { nixos: {} } } },
    },
    notes: {
      module: { name: 'file-sync', input: 'self' },
      roles: { peer: { machines: { castor: {}, iris: {}, echo: {} } } },
    },
  },
};

function service(
  name: string,
  description: string,
  categories: readonly string[],
  roles: readonly (readonly [name: string, description: string])[],
): ServiceInfo {
  return {
    id: `self-${name}`,
    name,
    input: 'self',
    manifestName: name,
    description,
    categories,
    readme: `# ${name}\n\n${description}.\n\n- first point\n- second point with \`code\``,
    roles: roles.map(([role, text]) => ({ name: role, description: text })),
    maxInstances: null,
    usedBy: [],
  };
}

export const homelabServices: readonly ServiceInfo[] = [
  service(
    'backup',
    'Nightly encrypted archives',
    ['System', 'Backup'],
    [
      ['client', 'Sends its folders to every server'],
      ['server', 'Stores one repository for each client'],
    ],
  ),
  service(
    'mesh-vpn',
    'Every machine reaches every other one',
    ['Network'],
    [
      ['peer', 'Takes part in the mesh'],
      ['gateway', 'Forwards between mesh and home network'],
    ],
  ),
  service(
    'monitoring',
    'Metrics of every machine',
    ['Monitoring'],
    [
      ['server', 'Collects and alerts'],
      ['agent', 'Offers its numbers'],
    ],
  ),
  service('users', 'The people on the machines', ['System'], [['default', 'Gets the accounts']]),
  service(
    'dns',
    'Names for the machines',
    ['Network'],
    [
      ['resolver', 'Answers questions'],
      ['client', 'Asks the resolvers'],
    ],
  ),
  service('file-sync', 'One folder that is the same everywhere', ['Files'], [['peer', 'Keeps a copy']]),
  service('sshd', 'Access for administrators', ['System'], [['server', 'Can be reached']]),
];

export const homelab: FakeClan = {
  name: 'homelab',
  nix: homelabNix,
  document: homelabDocument,
  services: homelabServices,
};

/** A clan of any size, for looking at many machines at once. */
export function largeClan(count: number): FakeClan {
  const machines: Record<string, JsonObject> = {};
  const groups = ['server', 'edge', 'laptop', 'kiosk', 'lab', 'office', 'studio', 'depot'];
  for (let index = 0; index < count; index += 1) {
    const tag = groups[index % groups.length] ?? 'server';
    machines[`${tag}-${String(index).padStart(4, '0')}`] = { tags: [tag] };
  }
  const first = Object.keys(machines).slice(0, 60);
  return {
    ...homelab,
    name: `fleet-${count}`,
    nix: { machines: {}, tags: {}, instances: {} },
    document: {
      machines,
      instances: {
        ...(homelabDocument['instances'] as JsonObject),
        backup: {
          module: { name: 'backup', input: 'self' },
          roles: {
            client: { machines: Object.fromEntries(first.map((name) => [name, {}])), tags: { laptop: {} } },
            server: {},
          },
        },
        people: { module: { name: 'users', input: 'self' }, roles: { default: { tags: { all: {} } } } },
      },
    },
  };
}
