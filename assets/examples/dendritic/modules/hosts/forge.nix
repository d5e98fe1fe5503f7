{ config, ... }:
{
  clan.inventory.machines.forge = {
    description = "Runs what the workshop needs every day";
    deploy.targetHost = "root@forge.workshop.example";
  };
  clan.machines.forge = {
    imports = [ config.flake.modules.nixos.server ];
    services.postgresql.enable = true;
    system.stateVersion = "25.05";
  };
}
