{ lib, ... }:
{
  meta.name = "m";
  modules.svc = { manifest.name = "svc"; roles.a = { }; roles.b = { }; };
  inventory.machines = { one = { }; two = { }; };
  inventory.instances.both = {
    module.name = "svc"; module.input = "self";
    roles.a = {
      machines.one.settings = { text = "nix"; list = [ "nix" ]; set.deep = 1; };
      machines.two = { };
      tags.all.settings.text = "nix";
    };
  };
  inventory.instances.weak = lib.mkDefault { module = { name = "svc"; input = "self"; }; roles.a.tags.all = { }; };
  inventory.instances.weak-parts = { module = { name = lib.mkDefault "svc"; input = lib.mkDefault "self"; }; roles.a.machines.one.settings = lib.mkDefault { text = "weak"; }; };
}
