{
  meta.name = "m";
  inventory.machines.one = { };
  modules.svc = { manifest = { name = "svc"; readme = "-"; }; roles.a.description = "-"; };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a = {
    machines.one = { };
    extraModules = [ { from.set = true; } ({ config, ... }: { from.function = config.from.set; }) ./path.nix (toString ./text.nix) ];
  }; };
}
