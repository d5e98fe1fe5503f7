{
  meta.name = "m";
  inventory.machines = { one = { }; two = { }; };
  modules.a = { clanLib, exports, lib, ... }: {
    manifest = { name = "a"; readme = "-"; exports.out = [ "peer" "endpoints" ]; };
    roles.r = { description = "-"; perInstance = { mkExports, machine, exports, ... }: {
      exports = mkExports { peer.port = lib.stringLength machine.name; endpoints.hosts = lib.concatMap (e: [ e.peer.user ]) (lib.attrValues (clanLib.selectExports (s: s.serviceName == "b" && s.machineName == machine.name) exports)); };
      nixosModule.a = (clanLib.getExport { serviceName = "b"; instanceName = "b"; roleName = "r"; machineName = machine.name; } exports).peer.user;
    }; };
  };
  modules.b = { clanLib, exports, lib, ... }: {
    manifest = { name = "b"; readme = "-"; exports.out = [ "peer" ]; exports.inputs = [ "peer" ]; };
    roles.r = { description = "-"; perInstance = { mkExports, machine, ... }: {
      exports = mkExports { peer = { user = "of-${machine.name}"; port = 7 + (exports."a:a:r:${machine.name}").peer.port; }; };
    }; };
  };
  inventory.instances = { a = { module = { name = "a"; input = "self"; }; roles.r.tags = [ "all" ]; }; b = { module = { name = "b"; input = "self"; }; roles.r.tags = [ "all" ]; }; };
}
