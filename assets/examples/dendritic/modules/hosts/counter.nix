{ config, ... }:
{
  clan.inventory.machines.counter = {
    description = "The till";
    tags = [ "kiosk" ];
  };
  clan.machines.counter = {
    imports = [ config.flake.modules.nixos.desktop ];
    services.displayManager.autoLogin.enable = true;
    services.displayManager.autoLogin.user = "ada";
    system.stateVersion = "25.11";
  };
}
