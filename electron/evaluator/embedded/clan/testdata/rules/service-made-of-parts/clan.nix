{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a = { }; b = { }; };
  modules.svc = lib.modules.importApply ./services/main.nix { prefix = "pre"; };
  inventory.instances.one = { module = { name = "svc"; input = "self"; }; roles.r.machines = { a = { }; b.settings.n = 3; }; roles.extra.tags = [ "all" ]; };
  inventory.instances.two = { module = { name = "svc"; input = "self"; }; roles.extra.machines.b = { }; roles.once = { }; };
}
