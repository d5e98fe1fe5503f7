{ lib, ... }:
let service = name: {
  manifest = { inherit name; readme = "-"; };
  roles.r.interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.int; }; };
}; in
{
  meta.name = "m";
  inventory.machines.a = { };
  modules.alpha = service "alpha";
  modules.beta = service "beta";
  inventory.instances.second = { module = { input = "self"; name = "alpha"; }; roles.r.machines.a.settings.x = "text"; };
  inventory.instances.first = { module = { input = "self"; name = "beta"; }; roles.r.machines.a = { }; };
}
