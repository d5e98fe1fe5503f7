{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a = { }; mac.machineClass = "darwin"; };
  modules.svc = {
    manifest.name = "svc";
    roles.r = { description = [ "x" ]; perInstance.nixosModule.seen = true; };
  };
  modules.fine = { manifest.name = "fine"; roles.r = { description = "-"; perInstance.nixosModule.assertions = [ { assertion = false; message = "own"; } ]; }; result.assertions.mine = { assertion = false; message = "of the service"; }; };
  inventory.instances.svc = { module.input = "self"; roles.r.tags.all = { }; };
  inventory.instances.fine = { module.input = "self"; roles.r.tags.all = { }; };
}
