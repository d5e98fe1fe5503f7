{
  description = "Twelve machines in one flat, one cellar and three bags";

  inputs.clan-core.url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";
  inputs.nixpkgs.follows = "clan-core/nixpkgs";

  outputs =
    { self, clan-core, ... }:
    let
      clan = clan-core.lib.clan {
        inherit self;
        imports = [ ./clan.nix ];
      };
    in
    {
      clan = clan.config;
      inherit (clan.config)
        clanInternals
        nixosConfigurations
        nixosModules
        darwinConfigurations
        darwinModules
        ;
    };
}
