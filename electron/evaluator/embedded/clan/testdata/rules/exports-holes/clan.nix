{
  meta.name = "m";
  inventory.machines.one = { };
  modules.fine = { manifest = { name = "fine"; readme = "-"; exports.out = [ "peer" ]; }; roles.a = { description = "-"; perInstance = { mkExports, ... }: { exports = mkExports { peer.port = 1; }; }; }; };
  modules.role = { manifest = { name = "role"; readme = "-"; exports.out = [ "peer" ]; }; roles.a = { description = "-"; perInstance = { ... }: { exports."role:i:b:one".peer.port = 1; }; }; };
  modules.field = { manifest = { name = "field"; readme = "-"; exports.out = [ "peer" ]; }; roles.a = { description = "-"; perInstance = { mkExports, ... }: { exports = mkExports { peer.colour = 1; }; }; }; };
  modules.interface = { manifest = { name = "interface"; readme = "-"; exports.out = [ "nothing" ]; }; roles.a = { description = "-"; perInstance = { mkExports, ... }: { exports = mkExports { nothing = { }; }; }; }; };
  modules.undeclared = { manifest = { name = "undeclared"; readme = "-"; }; roles.a = { description = "-"; perInstance = { mkExports, ... }: { exports = mkExports { peer.port = 1; }; }; }; };
  modules.level = { manifest = { name = "level"; readme = "-"; exports.out = [ "peer" ]; }; roles.a.description = "-"; exports."other:::".peer.port = 1; exports."level:::".peer.port = 3; };
  inventory.instances = {
    fine = { module = { name = "fine"; input = "self"; }; roles.a.machines.one = { }; };
    role = { module = { name = "role"; input = "self"; }; roles.a.machines.one = { }; };
    field = { module = { name = "field"; input = "self"; }; roles.a.machines.one = { }; };
    interface = { module = { name = "interface"; input = "self"; }; roles.a.machines.one = { }; };
    undeclared = { module = { name = "undeclared"; input = "self"; }; roles.a.machines.one = { }; };
    level = { module = { name = "level"; input = "self"; }; roles.a.machines.one = { }; };
  };
}
