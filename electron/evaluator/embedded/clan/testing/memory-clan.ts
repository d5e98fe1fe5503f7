/** Clans in memory: a few files, opened by the door that everyone uses. */
import type { FileType, NixIo } from '../../nix';
import { openClan } from '../open-clan';
import type { EvaluatorSession, OpenClanOptions } from '../session-types';

/** A disk in memory whose files can change. Folders are what the paths of files imply. */
export class MemoryDisk implements NixIo {
  readonly currentTime = 1_700_000_000;
  readonly currentSystem = 'x86_64-linux';

  constructor(private readonly files: Map<string, string>) {}

  write(path: string, text: string): void {
    this.files.set(path, text);
  }

  readFile(path: string): string | undefined {
    return this.files.get(path);
  }

  readDir(path: string): ReadonlyMap<string, FileType> | undefined {
    const prefix = path === '/' ? '/' : `${path}/`;
    const below = [...this.files.keys()].filter((file) => file.startsWith(prefix));
    if (below.length === 0) return undefined;
    return new Map(
      below.map((file) => {
        const rest = file.slice(prefix.length);
        const [name = ''] = rest.split('/');
        return [name, rest.includes('/') ? 'directory' : 'regular'];
      }),
    );
  }

  fileType(path: string): FileType | undefined {
    if (this.files.has(path)) return 'regular';
    return this.readDir(path) === undefined ? undefined : 'directory';
  }

  realPath(path: string): string | undefined {
    return this.fileType(path) === undefined ? undefined : path;
  }

  getEnv(): string {
    return '';
  }

  trace(): void {
    // Nobody listens.
  }
}

/** A flake in the plain form that imports `clan.nix`. */
export const plainFlake = `{
  inputs.clan-core.url = "https://example.org/clan-core";
  outputs = { self, clan-core, ... }:
    let clan = clan-core.lib.clan { inherit self; imports = [ ./clan.nix ]; };
    in { clan = clan.config; };
}
`;

/** A service with a server and a client role; the server's port goes into the clients' configuration. */
export const pingService = `{ ... }: {
  _class = "clan.service";
  manifest.name = "ping";
  manifest.description = "Knows who is there";
  manifest.readme = "Nothing to read.";
  roles.server = {
    description = "Answers";
    interface = { lib, ... }: {
      options.port = lib.mkOption { type = lib.types.port; default = 7; description = "Where it listens"; };
      options.greeting = lib.mkOption { type = lib.types.str; };
    };
    perInstance = { settings, machine, ... }: {
      nixosModule = { services.ping.server = { inherit (settings) port greeting; host = machine.name; }; };
    };
  };
  roles.client = {
    description = "Asks";
    perInstance = { roles, instanceName, ... }: {
      nixosModule = { services.ping.targets.\${instanceName} = builtins.attrNames (roles.server.machines or { }); };
    };
  };
}
`;

/** A clan in memory at `/clan`: its disk, and the session that it is open in. */
export interface MemoryClan {
  readonly disk: MemoryDisk;
  readonly session: EvaluatorSession;
}

/** Opens a clan of the given files (relative to the clan); `flake.nix` is the plain one unless given. */
export function memoryClan(
  files: Readonly<Record<string, string>>,
  options: Partial<OpenClanOptions> = {},
): MemoryClan {
  const all = { 'flake.nix': plainFlake, ...files };
  const disk = new MemoryDisk(new Map(Object.entries(all).map(([path, text]) => [`/clan/${path}`, text])));
  return { disk, session: openClan({ io: disk, directory: '/clan', ...options }) };
}

/** A clan with the ping service, two machines and one instance. */
export function pingClan(inventory: object = {}, options: Partial<OpenClanOptions> = {}): MemoryClan {
  return memoryClan(
    {
      'clan.nix': `{
  meta.name = "pings";
  modules.ping = ./ping.nix;
  inventory.machines.one.tags = [ "loud" ];
  inventory.machines.two = { };
}
`,
      'ping.nix': pingService,
      'inventory.json': JSON.stringify(inventory, null, 2),
    },
    options,
  );
}

/** An inventory in which machine one answers and all others ask. */
export const pingInventory = {
  instances: {
    hello: {
      module: { input: 'self', name: 'ping' },
      roles: {
        server: { machines: { one: { settings: { greeting: 'hi' } } } },
        client: { tags: { all: {} } },
      },
    },
  },
};
