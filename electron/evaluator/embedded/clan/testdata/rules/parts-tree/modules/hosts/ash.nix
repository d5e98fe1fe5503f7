{ config, ... }:
{
  clan.inventory.machines.ash.tags = [ "leaf" ];
  clan.machines.ash = { imports = with config.flake.modules.nixos; [ base desk ]; host.ash = true; };
}
