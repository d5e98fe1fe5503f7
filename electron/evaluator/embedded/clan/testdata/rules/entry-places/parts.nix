{ inputs, ... }:
{
  imports = [ inputs.clan-core.flakeModules.default ];
  systems = [ "x86_64-linux" ];
  clan.meta.name = "places";
  clan.inventory.machines.inline.description = "inline";
  clan.imports = [ ./clan.nix ];
  flake.clan =
    { config, lib, ... }:
    {
      inventory.machines.below.description = lib.toUpper config.inventory.meta.name;
      machines.one = { lib, ... }: { shown = lib.version != ""; };
    };
}
