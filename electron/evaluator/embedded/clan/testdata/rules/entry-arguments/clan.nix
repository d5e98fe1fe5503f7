{ lib, config, options, specialArgs, self, nixpkgs, nix-darwin, clan-core, clanLib, _class, _prefix, ... }@args:
{
  meta.name = "arguments";
  specialArgs.given = "to machines";
  inventory = { lib, config, options, specialArgs, ... }@args: {
    machines.one = { name, lib, ... }@args: {
      description = "${name} of ${lib.concatStringsSep " " (builtins.attrNames config.machines)}";
      tags = map (arg: "machine-${arg}") (builtins.attrNames args);
    };
    machines.two.description = lib.concatStringsSep " " (builtins.attrNames args);
    machines.three.description = "${_class} ${toString _prefix} ${lib.concatStringsSep " " (builtins.attrNames specialArgs)}";
    instances.i = { name, ... }@args: {
      module = { name = "svc"; input = "self"; };
      roles.${name + "-role"} = { };
    };
    tags = { config, machines, ... }@args: {
      listed = builtins.attrNames machines;
      again = config.listed;
      arguments = builtins.attrNames args;
    };
  };
  modules.svc = { manifest.name = "svc"; roles.i-role = { }; };
  machines.one = { given, self, clan-core, lib, ... }: {
    inherit given;
    own = lib.attrNames (lib.intersectAttrs { clan = 1; inputs = 1; outPath = 1; } self);
    core = lib.attrNames (lib.intersectAttrs { lib = 1; clanLib = 1; } clan-core);
    clan-arguments = builtins.attrNames args;
  };
}
