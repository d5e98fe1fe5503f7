{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a.tags = [ "mix" ]; b = { }; c.tags = lib.mkForce [ "only" "only" ]; };
  inventory.tags = lib.mkMerge [ { mix = lib.mkBefore [ "a" ]; forced = lib.mkForce [ "a" ]; } ({ config, ... }: { both = lib.intersectLists config.mix config.nixos; forced = [ "b" ]; late = lib.mkAfter [ "c" ]; darwin = [ "a" ]; }) { late = [ "b" ]; empty = [ ]; } ];
  modules.svc = { manifest.name = "svc"; roles.r.interface = { lib, ... }: { options.l = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; }; }; };
  inventory.instances.svc = { module.input = "self"; roles.r.tags = lib.genAttrs [ "j" "mix" "all" "weak" "only" "forced" "both" "late" "direct" "darwin" "empty" ] (t: { settings.l = [ t ]; }); };
}
