{ lib, ... }:
{
  imports = [ { inventory = ./inv.nix; } { inventory.imports = [ ./inv2.nix ]; } ];
  meta.name = "m";
  inventory.machines = { a = lib.mkMerge [ { tags = [ "x" ]; } (lib.mkIf true { description = lib.mkOverride 90 "o"; }) ]; b.imports = [ { tags = [ "imported" ]; } ]; c = { config, ... }: { description = lib.mkIf (config.machineClass == "nixos") "is nixos"; }; };
  inventory.instances.i = { imports = [ { module.name = "svc"; } ]; module.input = "self"; };
  inventory.instances.k = lib.mkIf false { module.name = "nope"; };
  modules.svc = { manifest.name = "svc"; roles.r = { }; };
}
