{ lib, ... }:
{
  _class = "clan.service";

  manifest.name = "backup/ssh-access";
  manifest.description = "SSH with keys only, for the people who look after the machines";
  manifest.categories = [ "Network" ];
  manifest.readme = ''
    Every machine with the `server` role runs an SSH server without passwords and lets the
    listed people in as `root`.

    Keys are public and may be kept in the inventory. Remove a person from `admins` and the
    key is gone with the next deployment.
  '';

  roles.server = {
    description = "Can be reached by the admins over SSH";

    interface.options = {
      port = lib.mkOption {
        type = lib.types.port;
        default = 22;
        description = "TCP port of the SSH server. It is opened in the firewall.";
      };
      rootLogin = lib.mkOption {
        type = lib.types.enum [
          "no"
          "prohibit-password"
          "forced-commands-only"
        ];
        default = "prohibit-password";
        description = "What `root` may do over SSH.";
      };
      listen = lib.mkOption {
        type = lib.types.either (lib.types.enum [ "everywhere" ]) (lib.types.listOf lib.types.str);
        default = "everywhere";
        description = "Addresses to listen on, or `everywhere`.";
      };
      admins = lib.mkOption {
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              keys = lib.mkOption {
                type = lib.types.listOf lib.types.singleLineStr;
                default = [ ];
                description = "Public keys, one for each device of this person.";
              };
              comment = lib.mkOption {
                type = lib.types.nullOr lib.types.str;
                default = null;
                description = "A note for the next reader.";
              };
            };
          }
        );
        default = { };
        description = "People who may log in, by name.";
      };
    };

    perInstance =
      { settings, ... }:
      {
        nixosModule =
          { lib, ... }:
          {
            services.openssh = {
              enable = true;
              ports = [ settings.port ];
              settings.PasswordAuthentication = false;
              settings.PermitRootLogin = settings.rootLogin;
              listenAddresses = lib.optionals (settings.listen != "everywhere") (
                map (addr: { inherit addr; }) settings.listen
              );
            };
            networking.firewall.allowedTCPPorts = [ settings.port ];
            users.users.root.openssh.authorizedKeys.keys = lib.concatMap (admin: admin.keys) (
              lib.attrValues settings.admins
            );
          };
      };
  };
}
