{ lib, ... }:
{
  meta.name = "m";
  modules.svc = { manifest.name = "svc"; roles.a.interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.int; default = 0; }; }; };
  inventory.machines.m = { description = "A"; icon = lib.mkForce "nix"; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a = { settings.x = 1; machines.m = { }; }; };
}
