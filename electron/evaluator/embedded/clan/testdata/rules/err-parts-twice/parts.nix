{ inputs, ... }:
{
  imports = [ inputs.clan-core.flakeModules.default ];
  systems = [ ];
  clan.meta.name = "one";
  clan.inventory.machines.m.description = "a";
  flake.clan.inventory.machines.m.description = "b";
}
