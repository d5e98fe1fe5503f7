{ lib, ... }:
{
  meta.name = "m";
  modules.svc = { manifest.name = "svc"; roles.a = { }; roles.b = { }; roles.c = { }; };
  inventory.machines = {
    plain.tags = [ "x" "x" "y" ];
    forced.tags = lib.mkForce [ "x" ];
    weak.tags = lib.mkDefault [ "x" ];
    early.tags = lib.mkBefore [ "first" ];
    claims.tags = [ "darwin" ];
  };
  inventory.tags.z = [ "plain" "nobody" ];
  inventory.tags.a = [ "plain" ];
  inventory.instances.svc = {
    module.input = "self";
    roles.a.tags = [ "all" ];
    roles.b.tags = [ "darwin" ];
    roles.c.tags = [ "x" ];
  };
}
