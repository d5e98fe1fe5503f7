{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = { roles.a = { }; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
}
