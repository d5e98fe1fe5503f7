{ config, ... }:
{
  clan.inventory.machines.bench.description = "CAD and drawings";
  clan.machines.bench = {
    imports = [ config.flake.modules.nixos.desktop ];
    system.stateVersion = "25.11";
  };
  crew.tilo.fullName = "Tilo Maurer";
}
