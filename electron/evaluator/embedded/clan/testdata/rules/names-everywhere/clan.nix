{ lib, ... }:
{
  meta.name = "m";
  inventory.machines."m.1" = { };
  inventory.machines."Zürich" = { };
  inventory.machines."1" = { };
  inventory.tags."t a g" = [ "1" "Zürich" ];
  modules."s.v c" = { lib, ... }: { manifest.name = "weird name/x"; manifest.exports.out = [ "peer" ]; roles."ro.le" = { interface = { options."a.b" = lib.mkOption { type = lib.types.attrsOf lib.types.int; default = { }; }; options."sp ace"."q\"uote" = lib.mkOption { type = lib.types.str; default = "\${x}"; }; }; perInstance = { instanceName, machine, settings, mkExports, ... }: { exports = mkExports { peer.hosts = [ { plain = machine.name; } ]; }; nixosModule."x.y".${machine.name}.${instanceName} = settings; }; }; };
}
