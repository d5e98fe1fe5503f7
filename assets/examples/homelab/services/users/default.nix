{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  _class = "clan.service";

  manifest = {
    name = "homelab/users";
    description = "People and what they may do, the same on every machine";
    categories = [ "Settings" ];
    readme = ''
      Name people once, for a role, a tag or one machine: the entries are added up, so a guest
      can be known on a single laptop.

      Passwords are not kept here. `clan vars` asks for them and stores them encrypted.
    '';
  };

  roles.default = {
    description = "Knows the people of the instance";

    interface =
      { lib, meta, ... }:
      {
        options.people = mkOption {
          type = types.attrsOf (types.submodule ./person.nix);
          default = { };
          description = "People by login name.";
        };
        options.messageOfTheDay = mkOption {
          type = types.nullOr types.lines;
          default = null;
          description = "Shown after login on machines of ${meta.name}.";
        };
        options.lockRoot = mkOption {
          type = types.bool;
          default = true;
          description = "Nobody logs in as `root` at the screen.";
        };
      };

    perInstance =
      { settings, ... }:
      let
        sudoers = lib.filterAttrs (_: person: person.sudo != "no") settings.people;
        quiet = lib.filterAttrs (_: person: person.sudo == "without-password") sudoers;
      in
      {
        nixosModule =
          { lib, ... }:
          {
            users.mutableUsers = false;
            users.users = lib.mkMerge [
              (lib.mapAttrs (name: person: {
                isNormalUser = true;
                description = if person.fullName == null then name else person.fullName;
                extraGroups = person.groups ++ lib.optional (person.sudo != "no") "wheel";
                shell = "/run/current-system/sw/bin/${person.shell}";
                uid = lib.mkIf (person.uid != null) person.uid;
                openssh.authorizedKeys.keys = person.keys;
                hashedPasswordFile = "/run/secrets/password-${name}";
              }) settings.people)
              { root.hashedPassword = lib.mkIf settings.lockRoot "!"; }
            ];
            security.sudo.extraRules = lib.optional (quiet != { }) {
              users = lib.attrNames quiet;
              commands = [
                {
                  command = "ALL";
                  options = [ "NOPASSWD" ];
                }
              ];
            };
            users.motd = lib.mkIf (settings.messageOfTheDay != null) settings.messageOfTheDay;
          };

        darwinModule = {
          users.knownUsers = lib.attrNames settings.people;
          users.users = lib.mapAttrs (name: person: {
            home = "/Users/${name}";
            description = if person.fullName == null then name else person.fullName;
            shell = "/run/current-system/sw/bin/${person.shell}";
            openssh.authorizedKeys.keys = person.keys;
          }) settings.people;
          system.primaryUser = lib.mkIf (sudoers != { }) (lib.head (lib.attrNames sudoers));
        };
      };
  };
}
