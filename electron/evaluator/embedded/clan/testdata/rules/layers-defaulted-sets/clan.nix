{ lib, ... }:
{
  meta.name = "m";
  modules.svc = { manifest.name = "svc"; roles.a.interface = { lib, ... }: { options = { x = lib.mkOption { type = lib.types.int; default = 0; }; y = lib.mkOption { type = lib.types.int; default = 0; }; }; }; };
  inventory.machines = {
    erased = lib.mkDefault { description = "gone"; tags = [ "gone" ]; };
    kept = lib.mkDefault { description = "kept"; };
    folder = lib.mkDefault { description = "gone"; };
  };
  inventory.instances.i = {
    module = { name = "svc"; input = "self"; };
    roles.a = {
      settings = lib.mkDefault { x = 1; y = 1; };
      machines.kept.settings = lib.mkDefault { y = 3; };
    };
  };
}
