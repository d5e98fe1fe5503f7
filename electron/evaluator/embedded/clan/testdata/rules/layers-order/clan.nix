{ lib, ... }:
{
  imports = [ ./one.nix ./two.nix ];
  meta.name = "order";
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; };
    roles.a = {
      description = "-";
      interface = { lib, ... }: {
        options.list = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
        options.lines = lib.mkOption { type = lib.types.lines; default = ""; };
        options.commas = lib.mkOption { type = lib.types.commas; default = ""; };
        options.map = lib.mkOption { type = lib.types.attrsOf lib.types.int; default = { }; };
      };
      perInstance = { settings, extendSettings, ... }: {
        nixosModule.settings = settings;
        nixosModule.extended = extendSettings { list = [ "extended" ]; lines = "extended"; };
        nixosModule.order = [ "perInstance" ];
      };
    };
    perMachine = { ... }: { nixosModule.order = [ "perMachine" ]; };
  };
  inventory.machines.m.tags = [ "clan" ];
  inventory.tags.t = [ "clan" ];
  inventory.instances.i = {
    module = { name = "svc"; input = "self"; };
    roles.a = {
      extraModules = [ { order = [ "clan" ]; } ];
      settings = { list = [ "role" ]; lines = "role"; commas = "role"; map.role = 1; };
      tags.clan.settings = { list = [ "tag clan" ]; lines = "tag clan"; commas = "tag clan"; map.tag = 1; };
      tags.all.settings = { list = [ "tag all" ]; lines = "tag all"; commas = "tag all"; map.all = 1; };
      machines.m.settings = { list = [ "machine" ]; lines = "machine"; commas = "machine"; map.machine = 1; };
    };
  };
  machines.m.order = [ "machine" ];
}
