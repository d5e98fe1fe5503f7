{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  _class = "clan.service";

  manifest = {
    name = "homelab/file-sync";
    description = "One folder that is the same on all machines of the instance";
    categories = [
      "Office"
      "Utility"
    ];
    readme = ''
      Every `peer` keeps a copy of the folder and exchanges changes with all other peers.
      Make one instance for each folder: notes, photos, recipes.
    '';
  };

  roles.peer = {
    description = "Keeps a copy of the folder";

    interface.options = {
      folder = mkOption {
        type = types.path;
        description = "Where the folder is on this machine.";
        example = "/home/mara/Notes";
      };
      direction = mkOption {
        type = types.enum [
          "both"
          "send-only"
          "receive-only"
        ];
        default = "both";
        description = "Which changes travel.";
      };
      rescanMinutes = mkOption {
        type = types.ints.between 1 1440;
        default = 60;
        description = "Minutes between two looks at the whole folder.";
      };
      ignore = mkOption {
        type = types.lines;
        default = "";
        description = "Patterns of files that stay where they are, one a line.";
      };
      versions = mkOption {
        type = types.submodule {
          options = {
            scheme = mkOption {
              type = types.enum [
                "none"
                "trash"
                "staggered"
              ];
              default = "trash";
              description = "What happens to files that another peer changed or deleted.";
            };
            days = mkOption {
              type = types.ints.positive;
              default = 30;
              description = "Days to keep old versions.";
            };
          };
        };
        default = { };
        description = "Old versions of files.";
      };
      bandwidth = mkOption {
        type = types.nullOr types.numbers.positive;
        default = null;
        description = "Most megabytes a second in each direction. Unset: no limit.";
      };
    };

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
        others = lib.remove machine.name (lib.attrNames roles.peer.machines);
        sync = {
          enable = true;
          settings.devices = lib.genAttrs others (other: {
            addresses = [
              "tcp://${other}.${meta.domain}:22000"
              "quic://${other}.${meta.domain}:22000"
            ];
          });
          settings.folders.${instanceName} = {
            path = settings.folder;
            devices = others;
            type =
              {
                both = "sendreceive";
                send-only = "sendonly";
                receive-only = "receiveonly";
              }
              .${settings.direction};
            rescanIntervalS = settings.rescanMinutes * 60;
          }
          // lib.optionalAttrs (settings.versions.scheme != "none") {
            versioning = {
              type = if settings.versions.scheme == "trash" then "trashcan" else "staggered";
              params.maxAge = toString (settings.versions.days * 86400);
            };
          };
          settings.options = lib.optionalAttrs (settings.bandwidth != null) {
            maxSendKbps = settings.bandwidth * 1000;
            maxRecvKbps = settings.bandwidth * 1000;
          };
        };
      in
      {
        nixosModule = {
          services.syncthing = sync;
          networking.firewall.allowedTCPPorts = [ 22000 ];
          networking.firewall.allowedUDPPorts = [
            21027
            22000
          ];
          environment.etc."syncthing/${instanceName}.ignore" = lib.mkIf (settings.ignore != "") {
            text = settings.ignore;
          };
        };
        darwinModule.services.syncthing = sync;
      };
  };
}
