{ lib, ... }:
{
  meta.name = "m";
  inventory.machines.real = { };
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; exports.out = [ "peer" ]; constraints.roles.a.maxMachines = 1; constraints.roles.gone.minMachines = 1; };
    roles.a = {
      description = "-";
      interface = { lib, ... }: { options.n = lib.mkOption { type = lib.types.int; default = 1; }; };
      perInstance = { mkExports, roles, settings, ... }: {
        exports = mkExports { peer.port = settings.n; };
        nixosModule.seen = roles;
      };
    };
  };
  inventory.instances.i = {
    module = { name = "svc"; input = "self"; };
    roles.a.machines = { real = { }; ghost.settings.n = 2; };
  };
}
