{ lib, ... }:
{
  imports = [ { inventory.instances.i.roles.a.tags = [ "x" "y" ]; } ];
  meta.name = "m";
  inventory.machines = { one.tags = [ "x" ]; two.tags = [ "y" ]; three.tags = [ "z" ]; };
  modules.svc = { manifest.name = "svc"; roles.a.interface = { lib, ... }: { options.n = lib.mkOption { type = lib.types.int; default = 0; }; }; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.tags = { x.settings.n = 3; z = { }; }; };
}
