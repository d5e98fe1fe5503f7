{ lib, ... }:
{
  meta.name = "m";
  inventory.machines.a = { };
  modules.svc = { lib, ... }: {
    manifest = { name = "svc"; readme = "-"; };
    roles.r.interface.options = {
      a = lib.mkOption { type = lib.types.listOf (lib.types.uniq lib.types.int); };
      b = lib.mkOption { type = lib.types.functionTo lib.types.str; };
    };
  };
  inventory.instances.svc = { module.input = "self"; roles.r.machines.a.settings = { }; };
}
