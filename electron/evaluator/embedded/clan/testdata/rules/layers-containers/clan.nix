{ lib, ... }:
{
  meta.name = lib.mkDefault "weak"; meta.description = lib.mkDefault "nix";
  inventory = lib.mkMerge [
    { machines = lib.mkDefault { gone = { }; }; }
    { instances = lib.mkOverride 100 { both = { module = lib.mkDefault { name = "svc"; input = "self"; }; roles = lib.mkForce { r.machines.j.settings.x = lib.mkDefault 4; }; }; }; }
    { instances.forced = lib.mkForce { module = { name = "svc"; input = "self"; }; roles.r = { machines = lib.mkDefault { j = { }; }; tags = lib.mkForce [ "nixos" ]; settings = lib.mkOverride 200 { x = 2; }; }; }; }
    { instances.forced.roles.r.settings = { x = 5; }; }
    { machines.j.deploy = lib.mkDefault { targetHost = "t"; }; machines.j.tags = lib.mkOptionDefault [ "od" ]; }
  ];
  modules.svc = lib.mkForce { manifest.name = "svc"; roles.r.interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.int; default = 1; }; }; };
}
