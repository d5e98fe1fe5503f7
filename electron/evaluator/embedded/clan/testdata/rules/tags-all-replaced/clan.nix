{ lib, ... }:
{
  meta.name = "m";
  modules.svc = { manifest.name = "svc"; roles.a = { }; roles.b = { }; };
  inventory.machines = { one = { }; two = { }; };
  inventory.tags.all = lib.mkAfter [ "one" ];
  inventory.tags.nixos = [ "two" ];
  inventory.instances.svc = { module.input = "self"; roles.a.tags = [ "all" ]; roles.b.tags = [ "nixos" ]; };
}
