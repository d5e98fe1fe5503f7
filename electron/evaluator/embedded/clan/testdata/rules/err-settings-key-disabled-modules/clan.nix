{ lib, ... }:
{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; };
    roles.a = { description = "-"; interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.int; default = 0; }; }; };
  };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a = { machines.one = { }; settings = { disabledModules = "x"; }; }; };

}
