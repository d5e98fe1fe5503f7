{ inputs, ... }:
{
  imports = [ inputs.clan-core.flakeModules.default inputs.flake-parts.flakeModules.modules ];
  systems = [ "x86_64-linux" "aarch64-linux" ];
  clan.meta.name = "trees";
  clan.meta.domain = "wood";
  clan.specialArgs = { inherit inputs; };
}
