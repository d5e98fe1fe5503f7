{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  _class = "clan.service";

  manifest = {
    name = "workshop/proxy";
    description = "Web sites of inner machines, shown to the world by an outer one";
    categories = [ "Network" ];
    readme = builtins.readFile ./README.md;
    exports.out = [ "endpoints" ];
    constraints.roles.entry.minMachines = 1;
  };

  roles.entry = {
    description = "Takes requests from outside and hands them on";
    interface.options = {
      certificates = mkOption {
        type = types.either (types.enum [
          "letsencrypt"
          "self-signed"
        ]) types.path;
        default = "letsencrypt";
        description = "Where certificates come from, or the folder that holds them.";
      };
      headers = mkOption {
        type = types.attrsOf types.str;
        default = { };
        description = "Headers to add to every answer.";
      };
    };
    perInstance =
      { settings, roles, ... }:
      {
        nixosModule = {
          services.caddy.enable = true;
          services.caddy.virtualHosts = lib.concatMapAttrs (
            machine: site:
            lib.genAttrs site.settings.hostNames (_: {
              extraConfig = ''
                reverse_proxy ${machine}:${toString site.settings.port}
                ${lib.concatMapAttrsStringSep "\n" (name: value: "header ${name} ${builtins.toJSON value}") settings.headers}
              '';
              useACMEHost = lib.mkIf (settings.certificates == "letsencrypt") machine;
            })
          ) roles.site.machines;
          networking.firewall.allowedTCPPorts = [
            80
            443
          ];
        };
      };
  };

  roles.site = {
    description = "Has a web site for the outside";
    interface.options = {
      hostNames = mkOption {
        type = types.nonEmptyListOf types.str;
        description = "Names under which the site is reached.";
        example = [ "shop.example.org" ];
      };
      port = mkOption {
        type = types.port;
        default = 8080;
        description = "TCP port of the site on its own machine.";
      };
    };
    perInstance =
      {
        settings,
        roles,
        mkExports,
        ...
      }:
      {
        exports = mkExports { endpoints.hosts = settings.hostNames; };
        nixosModule.networking.firewall.extraInputRules = lib.concatMapStrings (entry: ''
          ip saddr @${entry} tcp dport ${toString settings.port} accept
        '') (lib.attrNames roles.entry.machines);
      };
  };
}
