{ lib, shared, config, ... }:
{
  custom.part = 41;
  roles.r.description = "strong ${shared}";
  roles.extra.perInstance = { machine, roles, ... }: { nixosModule.list = [ machine.name ]; nixosModule.roles = builtins.mapAttrs (_: r: builtins.attrNames r) roles; };
  perMachine = { instances, ... }: { nixosModule = { lib, ... }: { list = lib.mkBefore (builtins.attrNames instances); }; };
}
