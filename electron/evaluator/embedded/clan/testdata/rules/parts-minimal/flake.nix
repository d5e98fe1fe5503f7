{
  inputs.clan-core.url = "https://git.clan.lol/clan/clan-core/archive/main.tar.gz";
  inputs.flake-parts.url = "github:hercules-ci/flake-parts";
  outputs = inputs@{ flake-parts, ... }: flake-parts.lib.mkFlake { inherit inputs; } {
    systems = [ "x86_64-linux" ];
    imports = [ inputs.clan-core.flakeModules.default ./clan.nix ];
    perSystem = { pkgs, inputs', self', system, lib, config, ... }: { clan.pkgs = null; };
  };
}
