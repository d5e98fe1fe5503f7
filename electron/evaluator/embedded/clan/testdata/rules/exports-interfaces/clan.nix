{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { one = { }; two = { }; };
  exportInterfaces.own = { lib, ... }: { options.colour = lib.mkOption { type = lib.types.str; default = "grey"; }; };
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; exports.out = [ "peer" "networking" "endpoints" "dataMesher" "auth" "own" ]; };
    roles.a = {
      description = "-";
      perInstance = { mkExports, machine, ... }: {
        exports = mkExports { peer = { }; networking = { }; endpoints = { }; dataMesher = { }; auth = { }; own = { }; };
      };
    };
    roles.b = {
      description = "-";
      perInstance = { mkExports, machine, ... }: {
        exports = mkExports {
          peer = { hosts = [ { plain = "b.example"; } ]; port = 2222; user = "root"; };
          networking.priority = 5;
          auth = { users.ann = { username = "ann"; email = "a@example"; }; client = { clientId = "x"; redirectUris = [ "u" ]; }; };
          dataMesher.files.f = [ "key" ];
          endpoints.hosts = [ "one" ];
        };
      };
    };
    perMachine = { mkExports, machine, ... }: { exports = mkExports { own.colour = machine.name; }; };
  };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; roles.b.machines.two = { }; };
  exports."svc:i:a:one".own.colour = lib.mkForce "blue";
}
