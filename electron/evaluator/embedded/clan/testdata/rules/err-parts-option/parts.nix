{ inputs, ... }:
{
  imports = [ inputs.clan-core.flakeModules.default ];
  systems = [ ];
  clan.meta.name = "one";
  clan.inventori = { };
}
