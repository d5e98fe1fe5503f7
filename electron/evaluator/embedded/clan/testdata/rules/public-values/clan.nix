{
  meta.name = "m";
  inventory.machines = { one = { }; two = { }; };
  modules.svc = { clanLib, directory, ... }: {
    manifest = { name = "svc"; readme = "-"; };
    roles.a = { description = "-"; perInstance = { machine, ... }: { nixosModule = { config, ... }: {
      key = clanLib.getPublicValue { generator = "keys"; machine = machine.name; file = "id.pub"; flake = directory; default = "none"; };
      shared = clanLib.getPublicValue { generator = "ca"; file = "ca.crt"; flake = config.clan.core.settings.directory; };
      missing = clanLib.getPublicValue { generator = "ca"; file = "gone"; flake = directory; };
    }; }; };
  };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.tags = [ "all" ]; };
}
