{
  meta.name = "m";
  inventory.machines = { a = { }; b = { }; "c d".machineClass = "darwin"; };
  machines.a.networking.hostName = "other";
  machines.b = { _class, clan-core, self, ... }@args: { class = _class; special = builtins.attrNames (removeAttrs args [ "pkgs" ]); };
}
