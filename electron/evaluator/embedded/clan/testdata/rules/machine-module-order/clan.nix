{
  meta.name = "m";
  inventory.machines = { one = { }; mac.machineClass = "darwin"; };
  modules.b = {
    manifest = { name = "first-by-name"; readme = "-"; };
    roles.z = { description = "-"; perInstance = { instanceName, ... }: { nixosModule.order = [ "b z ${instanceName}" ]; darwinModule.order = [ "b z ${instanceName}" ]; }; };
    roles.a = { description = "-"; perInstance = { instanceName, ... }: { nixosModule.order = [ "b a ${instanceName}" ]; darwinModule.order = [ "b a ${instanceName}" ]; }; };
    perMachine = { ... }: { nixosModule.order = [ "b perMachine" ]; };
  };
  modules.a = {
    manifest.name = "second";
    roles.r = { perInstance = { instanceName, ... }: { nixosModule.order = [ "a r ${instanceName}" ]; }; };
    perMachine = { ... }: { nixosModule.order = [ "a perMachine" ]; darwinModule.order = [ "a perMachine" ]; };
  };
  inventory.instances = {
    two = { module = { name = "b"; input = "self"; }; roles.z = { tags = [ "all" ]; extraModules = [ { order = [ "extra z two" ]; } ]; }; roles.a.tags = [ "all" ]; };
    one = { module = { name = "b"; input = "self"; }; roles.z.tags = [ "all" ]; roles.a = { tags = [ "all" ]; extraModules = [ { order = [ "extra a one" ]; } ]; }; };
    three = { module = { name = "a"; input = "self"; }; roles.r = { tags = [ "all" ]; extraModules = [ ({ lib, ... }: { order = lib.mkBefore [ "extra before" ]; }) ]; }; };
  };
  machines.one.order = [ "machine" ];
  machines.mac.order = [ "machine" ];
}
