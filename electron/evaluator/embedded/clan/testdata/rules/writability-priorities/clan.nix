{ lib, ... }:
{
  meta.name = lib.mkDefault "m";
  meta.description = "plain";
  modules.svc = { manifest.name = "svc"; roles.a = { }; roles.b = { }; };
  inventory.machines = {
    nix = { description = "d"; tags = [ "t" ]; deploy.buildHost = "b"; icon = null; };
    forced = { tags = lib.mkForce [ "t" ]; description = lib.mkDefault "weak"; };
    weak = lib.mkDefault { description = "x"; };
  };
  machines.only-module = { };
  inventory.instances = {
    nix = { module = { name = "svc"; input = "self"; }; roles.a = { settings = { }; machines.nix = { }; tags.t = { }; extraModules = [ { } ]; }; };
    pinned = lib.mkForce { module = { name = "svc"; input = "self"; }; };
  };
}
