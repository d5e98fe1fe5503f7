{ lib, config, ... }:
{
  meta.name = "m"; meta.domain = "d.test";
  inventory.machines = { a = { }; b = { }; c = { }; };
  exportInterfaces.port = { lib, config, ... }: { options = { nr = lib.mkOption { type = lib.types.int; default = 7; }; twice = lib.mkOption { type = lib.types.int; default = config.nr * 2; }; tags = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; }; must = lib.mkOption { type = lib.types.str; }; }; };
  exports."svc:::".port.tags = lib.mkAfter [ "user" ];
  exports."svc:one:r:a".port.nr = lib.mkForce 99;
  modules.svc = { lib, clanLib, exports, config, ... }: {
    manifest = { name = "svc"; readme = "-"; exports.out = [ "port" "peer" ]; exports.inputs = [ "port" ]; };
    exports."svc:::" = { port = { tags = [ "service" ]; must = "m"; }; };
    exports.${clanLib.buildScopeKey { serviceName = "svc"; instanceName = "one"; }}.port.tags = map (k: "n-" + k) (builtins.attrNames (clanLib.selectExports (s: s.roleName == "r") exports));
    roles.r = { description = "-"; perInstance = { machine, mkExports, instanceName, ... }: { exports = lib.mkMerge [ (mkExports { port.nr = lib.mkDefault 1; port.tags = [ machine.name ]; }) (mkExports { peer.hosts = [ { plain = "${machine.name}.d"; } ]; }) ]; nixosModule = { }; }; };
    roles.s = { description = "-"; perInstance = { exports, machine, ... }: { nixosModule.seen = { own = clanLib.getExport { serviceName = "svc"; instanceName = "one"; roleName = "r"; machineName = "a"; } exports; all = lib.mapAttrs (_: e: { p = e.port.nr or null; peer = e.peer.hosts or "none"; }) exports; none = builtins.tryEval (clanLib.getExport { serviceName = "nope"; } exports); scopes = map clanLib.parseScope (builtins.attrNames exports); }; }; };
    perMachine = { machine, mkExports, ... }: { exports = lib.mkIf (machine.name == "b") (mkExports { port.must = "pm"; }); nixosModule.pm = machine; };
  };
  modules.twin = { manifest = { name = "svc"; readme = "-"; exports.out = [ "port" ]; }; roles.r = { description = "-"; perInstance = { mkExports, ... }: { exports = mkExports { port.tags = [ "twin" ]; }; }; }; };
  inventory.instances.one = { module = { name = "svc"; input = "self"; }; roles.r.machines = { a = { }; ghost = { }; }; roles.s.machines.b = { }; };
  inventory.instances.two = { module = { name = "twin"; input = "self"; }; roles.r.machines.c = { }; };
}
