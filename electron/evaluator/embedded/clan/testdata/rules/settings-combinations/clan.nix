{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { equal = { }; weak = { }; strong = { }; tagged.tags = [ "t" ]; };
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; };
    roles.a.interface = { lib, ... }: { options = { x = lib.mkOption { type = lib.types.int; default = 0; }; m = lib.mkOption { type = lib.types.attrsOf lib.types.int; default = { }; }; }; };
  };
  inventory.instances = {
    plain = { module = { name = "svc"; input = "self"; }; roles.a = {
      settings = { x = 1; m.role = 1; };
      machines.equal.settings = { x = 1; m.machine = 1; };
      machines.strong.settings = { x = lib.mkForce 3; m = lib.mkForce { only = 1; }; };
      tags.t.settings.x = 1;
    }; };
    weak = { module = { name = "svc"; input = "self"; }; roles.a = {
      settings = { x = lib.mkDefault 1; };
      machines.weak.settings.x = 2;
      machines.equal = { };
      tags.t.settings = { x = 5; m.tag = 1; };
    }; };
  };
}
