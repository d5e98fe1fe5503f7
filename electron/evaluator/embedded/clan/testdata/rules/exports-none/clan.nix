{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = { manifest = { name = "svc"; exports.out = [ "peer" ]; }; roles.a = { }; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
}
