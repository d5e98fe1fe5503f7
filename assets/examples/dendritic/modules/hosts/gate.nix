{ config, ... }:
{
  clan.inventory.machines.gate = {
    description = "Rented machine with a public address";
    deploy.targetHost = "root@gate.workshop.example";
  };
  clan.machines.gate =
    { lib, ... }:
    {
      imports = [ config.flake.modules.nixos.server ];
      time.timeZone = lib.mkForce "UTC";
      system.stateVersion = "25.11";
    };
}
