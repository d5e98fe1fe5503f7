{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  _class = "clan.service";

  manifest = {
    name = "homelab/backup";
    description = "Nightly encrypted archives, sent to one or more servers";
    categories = [
      "System"
      "Utility"
    ];
    readme = builtins.readFile ./README.md;
    constraints.roles.server.minMachines = 1;
  };

  roles.client = {
    description = "Sends its folders to every server";
    interface = ./client-interface.nix;

    perInstance =
      {
        instanceName,
        settings,
        machine,
        roles,
        meta,
        ...
      }:
      let
        servers = lib.attrNames roles.server.machines;
        repository =
          server:
          "ssh://borg@${server}.${meta.domain}${roles.server.machines.${server}.settings.directory}/${machine.name}";
        excludes = lib.concatMapStringsSep " " (pattern: "--exclude ${lib.escapeShellArg pattern}") settings.exclude;
        level =
          if settings.compression == "auto" then "auto,zstd" else settings.compression;
        run = borg: server: ''
          ${borg} create --compression ${level} ${excludes} \
            ${repository server}::{now} ${lib.escapeShellArgs settings.backupFolders}
          ${borg} prune --keep-daily ${toString settings.keepDaily}${
            lib.optionalString (settings.keepMonthly != null) " --keep-monthly ${toString settings.keepMonthly}"
          } ${repository server}
          ${lib.optionalString settings.verify "${borg} check --last 1 ${repository server}"}
        '';
      in
      {
        nixosModule = { pkgs, ... }: {
          environment.systemPackages = [ pkgs.borgbackup ];
          systemd.services = lib.genAttrs' servers (
            server:
            lib.nameValuePair "${instanceName}-to-${server}" {
              description = "Back up to ${server}";
              after = [ "network-online.target" ];
              wants = [ "network-online.target" ];
              preStart = lib.mkIf (settings.beforeEach != "") settings.beforeEach;
              script = run "${pkgs.borgbackup}/bin/borg" server;
              serviceConfig = {
                Type = "oneshot";
                Nice = 19;
                IOSchedulingClass = "idle";
                LoadCredential = "passphrase:/etc/clan/backup/passphrase";
              };
            }
          );
          systemd.timers = lib.genAttrs' servers (
            server:
            lib.nameValuePair "${instanceName}-to-${server}" {
              wantedBy = [ "timers.target" ];
              timerConfig.OnCalendar = settings.startAt;
              timerConfig.Persistent = settings.catchUp;
            }
          );
          programs.ssh.knownHosts = lib.genAttrs servers (server: {
            hostNames = [ "${server}.${meta.domain}" ];
            publicKeyFile = "/etc/clan/known-hosts/${server}.pub";
          });
        };

        # macOS has no calendar expressions: the job runs once a night.
        darwinModule = { pkgs, ... }: {
          launchd.daemons = lib.genAttrs' servers (
            server:
            lib.nameValuePair "${instanceName}-to-${server}" {
              script = run "${pkgs.borgbackup}/bin/borg" server;
              serviceConfig.StartCalendarInterval = [ { Hour = 1; } ];
              serviceConfig.LowPriorityIO = true;
            }
          );
        };
      };
  };

  roles.server = {
    description = "Stores one repository for each client";

    interface.options = {
      directory = mkOption {
        type = types.path;
        default = "/srv/backup";
        description = "Where the repositories are.";
      };
      quota = mkOption {
        type = types.strMatching "[0-9]+[MGT]";
        default = "250G";
        example = "1T";
        description = "Room for one client, as a number with `M`, `G` or `T`.";
      };
      appendOnly = mkOption {
        type = types.bool;
        default = true;
        description = "Clients may add archives but not delete any. A stolen laptop can then not erase its own past.";
      };
      offsite = mkOption {
        type = types.nullOr (
          types.submodule {
            options = {
              target = mkOption {
                type = types.str;
                description = "`rclone` remote and path, like `b2:homelab`.";
              };
              bandwidth = mkOption {
                type = types.either types.ints.positive (types.enum [ "unlimited" ]);
                default = "unlimited";
                description = "Most kilobytes a second for the upload.";
              };
            };
          }
        );
        default = null;
        description = "Where to copy all repositories once a week. Unset: nowhere.";
      };
    };

    perInstance =
      {
        instanceName,
        settings,
        roles,
        ...
      }:
      {
        nixosModule = {
          users.users.borg = {
            isSystemUser = true;
            group = "borg";
            home = settings.directory;
          };
          users.groups.borg = { };

          services.backup-server = {
            inherit (settings) quota;
            repositories = lib.mapAttrs (client: _: {
              path = "${settings.directory}/${client}";
              inherit (settings) appendOnly;
              keyFile = "/etc/clan/backup/${client}.pub";
            }) roles.client.machines;
          };

          systemd.tmpfiles.rules = [ "d ${settings.directory} 0750 borg borg - -" ];

          systemd.services = lib.mkIf (settings.offsite != null) {
            "${instanceName}-offsite" = {
              description = "Copy the repositories to ${settings.offsite.target}";
              startAt = "Sun 04:00";
              script =
                "/run/current-system/sw/bin/rclone sync ${settings.directory} ${settings.offsite.target}"
                + lib.optionalString (
                  settings.offsite.bandwidth != "unlimited"
                ) " --bwlimit ${toString settings.offsite.bandwidth}k";
            };
          };
        };
      };
  };
}
