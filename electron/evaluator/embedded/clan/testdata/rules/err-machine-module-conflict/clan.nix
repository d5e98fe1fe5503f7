{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; };
    roles.a = { description = "-"; perInstance = { instanceName, ... }: { nixosModule = { x.y = instanceName; }; }; };
    perMachine = { ... }: { nixosModule = { x.y = "perMachine"; }; };
  };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
}
