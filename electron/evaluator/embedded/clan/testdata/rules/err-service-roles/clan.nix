{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = { manifest.name = "svc"; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
}
