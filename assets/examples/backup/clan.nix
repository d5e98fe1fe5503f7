{
  meta.name = "backup";
  meta.description = "Two desks and a box in the cellar";
  meta.domain = "home.example";

  # Services of this clan. An instance uses one with `module.input = "self"`.
  modules.borgbackup = ./services/borgbackup;
  modules.ssh-access = ./services/ssh-access;

  inventory.machines = {
    laptop = {
      description = "Travels, on battery most of the day";
      tags = [ "portable" ];
      deploy.targetHost = "root@laptop.home.example";
    };
    workstation = {
      deploy.targetHost = "root@workstation.home.example";
    };
    backup-box = {
      description = "Two mirrored disks next to the boiler";
      tags = [ "storage" ];
      deploy.targetHost = "root@backup-box.home.example";
      deploy.buildHost = "root@workstation.home.example";
    };
  };

  inventory.instances.borgbackup = {
    module.name = "borgbackup";
    module.input = "self";

    # The workstation is a client as well: see inventory.json.
    roles.client.machines.laptop.settings = {
      backupFolders = [
        "/home"
        "/etc/NetworkManager/system-connections"
      ];
      startAt = "*-*-* 12:30:00";
    };

    # Applied to every machine that is a client, whoever made it one.
    roles.client.extraModules = [
      {
        environment.variables.BORG_RELOCATED_REPO_ACCESS_IS_OK = "no";
        systemd.slices.backup.sliceConfig = {
          CPUWeight = 20;
          IOWeight = 20;
        };
      }
      ./modules/skip-on-battery.nix
    ];

    roles.server.machines.backup-box = { };
    roles.server.settings.directory = "/srv/borg";
  };
}
