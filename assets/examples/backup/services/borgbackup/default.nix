{ lib, ... }:
{
  _class = "clan.service";

  manifest.name = "backup/borgbackup";
  manifest.description = "Encrypted, deduplicated backups from clients to one or more servers";
  manifest.categories = [
    "System"
    "Utility"
  ];
  manifest.readme = builtins.readFile ./README.md;
  manifest.constraints.roles.server.minMachines = 1;

  roles.client = {
    description = "Sends its folders to all servers of the instance";
    interface = ./client-interface.nix;
    perInstance = import ./client.nix;
  };

  roles.server = {
    description = "Keeps one repository for each client";

    interface.options = {
      directory = lib.mkOption {
        type = lib.types.path;
        default = "/var/lib/borgbackup";
        description = "Directory that holds the repositories, one sub-directory for each client.";
      };
      quota = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[0-9]+[MGT]");
        default = null;
        example = "500G";
        description = "Most space that a single repository may take. Unset means no limit.";
      };
      appendOnly = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Refuse to delete archives, even when a client asks. Space then has to be freed on the server.";
      };
    };

    perInstance =
      { settings, roles, ... }:
      {
        nixosModule = {
          users.users.borg = {
            isSystemUser = true;
            group = "borg";
            home = settings.directory;
            description = "Owner of the backup repositories";
          };
          users.groups.borg = { };

          systemd.tmpfiles.rules = [ "d ${settings.directory} 0700 borg borg - -" ];

          services.borgbackup.repos = lib.mapAttrs (client: _: {
            path = "${settings.directory}/${client}";
            user = "borg";
            group = "borg";
            authorizedKeyFiles = [ "/etc/clan/borg/${client}.pub" ];
            allowSubRepos = false;
            inherit (settings) appendOnly quota;
          }) roles.client.machines;
        };
      };
  };

  perMachine =
    { machine, instances, ... }:
    {
      nixosModule =
        { lib, ... }:
        {
          environment.etc."clan/backup-roles.json".text = builtins.toJSON {
            machine = machine.name;
            roles = machine.roles;
            instances = lib.attrNames instances;
          };
          environment.systemPackages = [ "/run/current-system/sw/bin/borg" ];
        };
    };
}
