{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = { manifest.name = "svc"; manifest.categories = [ "System" "Backup" ]; roles.a = { }; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
}
