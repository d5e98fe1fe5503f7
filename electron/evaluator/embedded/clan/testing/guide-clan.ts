/** Clans for the examples of the guides: machines, and a service that stands for clan-core's `borgbackup`. */
import { toPlainJson } from '../../schema/exact-json';
import type { ExactJson } from '../../schema/exact-json';
import type { QueryResult } from '../session-types';
import { memoryClan } from './memory-clan';
import type { MemoryClan } from './memory-clan';

/** Pushes folders of clients to a server: the roles and settings that the guides speak of. */
const borgbackup = `{ ... }: {
  _class = "clan.service";
  manifest.name = "borgbackup";
  manifest.description = "Backups to a box";
  manifest.readme = "Pushes folders.";
  manifest.categories = [ "System" ];
  roles.client = {
    description = "Has something to keep";
    interface = { lib, ... }: {
      options.backupFolders = lib.mkOption { type = lib.types.listOf lib.types.path; default = [ ]; };
    };
    perInstance = { instanceName, settings, roles, ... }: {
      nixosModule.backup.\${instanceName} = {
        folders = map toString settings.backupFolders;
        servers = builtins.attrNames (roles.server.machines or { });
      };
    };
  };
  roles.server = {
    description = "Keeps it";
    interface = { lib, ... }: {
      options.directory = lib.mkOption { type = lib.types.str; default = "/var/lib/borg"; };
    };
    perInstance = { instanceName, settings, roles, ... }: {
      nixosModule.store.\${instanceName} = {
        inherit (settings) directory;
        clients = builtins.attrNames (roles.client.machines or { });
      };
    };
  };
}
`;

/**
 * A clan whose `clan.nix` holds `body` beside its name, with the given machines. clan-core is a folder with the one
 * service; `files` are further files of the clan.
 */
export function guideClan(
  body: string,
  machines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): MemoryClan {
  const declared = machines.map((name) => `  inventory.machines."${name}" = { };\n`).join('');
  return memoryClan(
    {
      'clan.nix': `{ self, ... }: {\n  meta.name = "guide";\n${declared}\n${body}\n}\n`,
      'core/clanServices/borgbackup/default.nix': borgbackup,
      ...files,
    },
    { overrideInputs: { 'clan-core': '/clan/core' } },
  );
}

/** What a query answers, as plain JSON. A failure is `{ failed: MESSAGE }`. */
export function answer(result: QueryResult<ExactJson>): unknown {
  return result.ok ? toPlainJson(result.value) : { failed: result.error[0]?.message };
}

/** Role to the names of its members, sorted. */
export function membersOf(clan: MemoryClan, instance: string): unknown {
  const result = clan.session.members();
  if (!result.ok) return { failed: result.error[0]?.message };
  const found = result.value.find((candidate) => candidate.instance === instance);
  return Object.fromEntries(
    (found?.roles ?? []).map((role) => [role.role, role.members.map(({ machine }) => machine)]),
  );
}
