{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { mac.machineClass = "darwin"; box = { }; mixed = { machineClass = lib.mkForce "darwin"; tags = [ "nixos" ]; }; };
  machines.mac = { _class, ... }: { seen.class = _class; };
  machines.box = { _class, ... }: { seen.class = _class; };
  modules.svc = { lib, ... }: {
    manifest.name = "svc";
    roles.r.perInstance = { machine, ... }: { nixosModule.inn.nixos = machine.name; darwinModule = { lib, _class, ... }: { inn.darwin = machine.name; cls = _class; }; };
    roles.n.perInstance.nixosModule.only = "nixos";
    perMachine.darwinModule = { pm = "darwin"; };

  };
  inventory.instances.svc = { module.input = "self"; roles.r = { tags = [ "all" "nixos" ]; extraModules = [ { extra = [ "e1" ]; } ({ lib, ... }: { extra = lib.mkBefore [ "e0" ]; }) ]; }; roles.n.tags.darwin = { }; };
}
