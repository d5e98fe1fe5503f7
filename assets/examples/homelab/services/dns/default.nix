{ lib, ... }:
let
  inherit (lib) mkOption types;
in
{
  _class = "clan.service";

  manifest = {
    name = "homelab/dns";
    description = "Names for the machines, answered inside of the homelab";
    categories = [ "Network" ];
    readme = ''
      A `resolver` answers for the clan's own domain and asks `upstream` for everything else.
      A `client` uses all resolvers of its instance, the first one in the alphabet first.
    '';
    constraints.roles.resolver.minMachines = 1;
    constraints.roles.resolver.maxMachines = 3;
  };

  roles.resolver = {
    description = "Answers questions of the clients";

    interface.options = {
      port = mkOption {
        type = types.port;
        default = 53;
        description = "UDP and TCP port.";
      };
      upstream = mkOption {
        type = types.listOf types.str;
        default = [ "9.9.9.9" ];
        description = "Servers to ask for all other names.";
      };
      dnssec = mkOption {
        type = types.enum [
          "off"
          "allow-downgrade"
          "strict"
        ];
        default = "strict";
        description = "What to do about answers without a valid signature.";
      };
      cacheSize = mkOption {
        type = types.ints.between 0 1000000;
        default = 5000;
        description = "Number of answers to remember.";
      };
      records = mkOption {
        type = types.attrsOf (types.either types.str (types.listOf types.str));
        default = { };
        description = "Further names below the clan's domain, each with one address or several.";
      };
      blockLists = mkOption {
        type = types.attrsOf types.bool;
        default = {
          ads = true;
          malware = true;
        };
        description = "Lists of names that are never answered.";
      };
    };

    perInstance =
      {
        settings,
        roles,
        meta,
        ...
      }:
      {
        nixosModule =
          { lib, ... }:
          {
            services.unbound = {
              enable = true;
              settings.server = {
                port = settings.port;
                interface = [ "::0" ];
                msg-cache-entries = settings.cacheSize;
                local-zone = [ ''"${meta.domain}." transparent'' ];
                local-data = lib.concatLists (
                  lib.mapAttrsToList (
                    name: addresses: map (address: ''"${name}.${meta.domain}. A ${address}"'') (lib.toList addresses)
                  ) settings.records
                );
                val-permissive-mode = settings.dnssec == "allow-downgrade";
                module-config = if settings.dnssec == "off" then "iterator" else "validator iterator";
              };
              settings.forward-zone = [
                {
                  name = ".";
                  forward-addr = settings.upstream;
                }
              ];
            };
            environment.etc."unbound/block-lists".text = lib.concatLines (
              lib.attrNames (lib.filterAttrs (_: enabled: enabled) settings.blockLists)
            );
            environment.etc."unbound/clients".text = lib.concatLines (lib.attrNames roles.client.machines);
            networking.firewall.allowedUDPPorts = [ settings.port ];
            networking.firewall.allowedTCPPorts = [ settings.port ];
          };
      };
  };

  roles.client = {
    description = "Asks the resolvers";

    interface.options = {
      searchDomain = mkOption {
        type = types.nullOr types.str;
        default = null;
        description = "Domain to add to short names. Unset: the clan's own.";
      };
      fallback = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "Servers to ask when no resolver answers, for machines that travel.";
      };
    };

    perInstance =
      {
        settings,
        roles,
        meta,
        ...
      }:
      let
        resolvers = lib.mapAttrsToList (
          name: resolver:
          "${name}.${meta.domain}"
          + lib.optionalString (resolver.settings.port != 53) ":${toString resolver.settings.port}"
        ) roles.resolver.machines;
        domain = if settings.searchDomain == null then meta.domain else settings.searchDomain;
      in
      {
        nixosModule = {
          services.resolved = {
            enable = true;
            domains = [ domain ];
            fallbackDns = settings.fallback;
          };
          networking.nameservers = resolvers;
        };
        darwinModule = {
          networking.dns = resolvers ++ settings.fallback;
          networking.search = [ domain ];
        };
      };
  };
}
