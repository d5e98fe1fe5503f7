{ lib, ... }:
{
  directory = toString ./sub;
  meta = lib.mkMerge [ { name = "m"; } { description = lib.mkIf true "d"; } ];
  machines = lib.mkMerge [ { b = ./b.nix; } { b = { lib, ... }: { list = [ 1 ]; }; } (lib.mkIf true { b.list = lib.mkBefore [ 0 ]; }) ];
  inventory = lib.mkMerge [ { machines.b.tags = [ "n" ]; } (lib.mkIf true { machines.b.tags = lib.mkAfter [ "late" ]; }) (lib.mkIf false { machines.never = { }; }) { instances = lib.mkMerge [ { i.module = { name = "svc"; input = "self"; }; } { i.roles = lib.mkMerge [ { r.tags.n = { }; } { r.tags = [ "j" "late" ]; } ]; } ]; } ];
  modules.svc = { lib, ... }: { manifest.name = "svc"; roles.r.interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.attrsOf lib.types.int; default = { }; }; }; roles.r.perInstance = { settings, ... }: { nixosModule.got = settings; }; };
}
