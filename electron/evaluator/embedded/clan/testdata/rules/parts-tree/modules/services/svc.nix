{ lib, ... }:
{
  clan.modules.svc = {
    _class = "clan.service";
    manifest = { name = "svc"; readme = "-"; exports.out = [ "peer" ]; };
    roles.a = {
      description = "-";
      interface = { lib, ... }: { options.n = lib.mkOption { type = lib.types.int; default = 1; }; };
      perInstance = { settings, mkExports, ... }: { nixosModule.svc = settings; exports = mkExports { peer.port = settings.n; }; };
    };
  };
}
