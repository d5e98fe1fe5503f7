{
  meta.name = "m";
  inventory.machines = { one = { }; mac.machineClass = "darwin"; };
  modules.svc = { manifest.name = "svc"; roles.a.interface = { lib, ... }: { options.p = lib.mkOption { type = lib.types.package; }; }; roles.b = { }; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.tags = [ "all" ]; };
}
