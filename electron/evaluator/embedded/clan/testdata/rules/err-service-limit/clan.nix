{
  meta.name = "m";
  modules.svc = { manifest.name = "svc"; manifest.constraints.roles.a.maxMachines = 0; roles.a = { }; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; };
}
