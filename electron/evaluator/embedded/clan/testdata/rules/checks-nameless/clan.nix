{ lib, ... }:
{
  meta.name = "m";
  inventory.machines.a = { };
  modules.svc = {
    manifest = { readme = "-"; constraints = { maxInstances = 1; roles.r = { minMachines = 1; maxMachines = 1; }; }; };
    roles.r = { };
  };
  inventory.instances.svc = { module.input = "self"; roles.r.machines.a = { }; };
}
