{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a = { }; b = { }; };
  modules.svc = {
    manifest = { name = "svc"; readme = "-"; };
    roles.r = {
      description = "-";
      interface = { lib, ... }: { options.more = lib.mkOption { type = lib.types.deferredModule; default = { }; }; };
      perInstance = { settings, ... }: { nixosModule.seen = settings; };
    };
  };
  inventory.instances.svc = { module.input = "self"; roles.r = { tags = [ "all" ]; settings.more.x = 1; }; };
}
