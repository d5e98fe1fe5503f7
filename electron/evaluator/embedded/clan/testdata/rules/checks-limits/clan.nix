{
  meta.name = "m";
  inventory.machines = { one = { }; two = { }; };
  modules.svc = {
    manifest = { name = "ns/svc"; constraints = { maxInstances = 1; roles.a = { minMachines = 2; maxMachines = 2; }; roles.b = { minMachines = 0; maxMachines = 1; }; roles.missing.minMachines = 1; }; };
    roles.a = { }; roles.b = { };
  };
  inventory.instances = {
    x = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
    y = { module = { name = "svc"; input = "self"; }; roles.a.tags = [ "all" ]; roles.b.tags = [ "all" ]; };
  };
}
