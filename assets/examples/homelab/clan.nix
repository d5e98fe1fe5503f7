{ lib, ... }:
{
  meta.name = "homelab";
  meta.description = "Twelve machines in one flat, one cellar and three bags";
  meta.domain = "home.arpa";

  modules = {
    backup = ./services/backup;
    dns = ./services/dns;
    file-sync = ./services/file-sync;
    mesh-vpn = ./services/mesh-vpn;
    monitoring = ./services/monitoring;
    users = ./services/users;
  };

  # The laptops and the two desks are added in inventory.json.
  inventory.machines = {
    athena = {
      description = "Git forge and photo library";
      deploy.targetHost = "root@athena.home.arpa";
    };
    borealis = {
      description = "Storage: six disks, backups of everybody";
      deploy.targetHost = "root@borealis.home.arpa";
      deploy.buildHost = "root@athena.home.arpa";
    };
    kepler = {
      description = "Metrics and dashboards";
      deploy.targetHost = "root@kepler.home.arpa";
    };
    lyra = {
      description = "Media and home automation";
      deploy.targetHost = "root@lyra.home.arpa";
    };

    fjord.description = "Small board behind the router, second resolver";
    gaia.description = "The router";
    hermes.description = "Rented machine with a public address";
  };

  # Static tags name their machines; computed tags follow from other tags and from what the machines are.
  inventory.tags =
    { config, machines, ... }:
    {
      server = [
        "athena"
        "borealis"
        "kepler"
        "lyra"
      ];
      edge = [
        "fjord"
        "gaia"
        "hermes"
      ];
      always-on = config.server ++ config.edge;
      # Somebody sits in front of these.
      attended = lib.subtractLists config.always-on (lib.attrNames machines);
    };

  inventory.instances = {
    # Who uses the machines. Single machines add people in inventory.json.
    people = {
      module.name = "users";
      module.input = "self";
      roles.default.tags.all = { };
      roles.default.tags.always-on.settings.people.mara.sudo = "without-password";
      roles.default.settings = {
        people.mara = {
          fullName = "Mara Lindqvist";
          groups = [
            "video"
            "dialout"
          ];
          shell = "fish";
          keys = [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEmaraMaraMaraMaraMaraMaraMaraMaraMara mara@castor"
          ];
        };
        messageOfTheDay = ''
          This machine belongs to the homelab.
          Changes made by hand are lost with the next deployment.
        '';
      };
    };

    # Names inside of the homelab.
    names = {
      module.name = "dns";
      module.input = "self";
      roles.resolver.machines.gaia.settings = {
        cacheSize = 20000;
        records."printer" = "192.168.7.40";
        records."games" = [
          "192.168.7.61"
          "192.168.7.62"
        ];
      };
      roles.resolver.machines.fjord = { };
      roles.resolver.settings = {
        upstream = [
          "9.9.9.9"
          "149.112.112.112"
        ];
        dnssec = lib.mkDefault "allow-downgrade";
      };
      roles.client.tags.all = { };
    };

    # The instance itself is written in inventory.json; this adds configuration to the machines of one role.
    metrics.roles.agent.extraModules = [ ./modules/disk-health.nix ];
  };

  # What every machine of a class gets, with or without services.
  machines =
    lib.genAttrs
      [
        "athena"
        "borealis"
        "kepler"
        "lyra"
      ]
      (_: {
        imports = [ ./modules/server.nix ];
      });
}
