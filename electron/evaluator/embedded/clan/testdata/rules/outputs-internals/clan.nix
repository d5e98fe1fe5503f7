{ lib, self, ... }:
{
  meta.name = "m";
  directory = self + "/below";
  modules.mine = { manifest = { name = "ns/mine"; readme = "r"; categories = [ "Network" ]; }; roles.a = { description = "d"; interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.int; default = 1; }; }; }; };
  modules.other = { lib, clanLib, ... }: { manifest.name = "other"; roles = lib.genAttrs [ "b" "c" ] (_: { }); };
  inventory.machines = { show = { }; mac = { machineClass = "darwin"; tags = [ "t" ]; }; };
  templates.machine.small = { description = "Small"; path = "/nowhere"; };
  secrets.age.plugins = [ "age-plugin-x" ];
  vars.settings.secretStore = "age";
  machines.show = { self, lib, ... }:
    let internals = self.clan.clanInternals; class = internals.inventoryClass; in {
    looked = {
      relative = class.relativeDirectory;
      directory = baseNameOf class.directory;
      classes = lib.mapAttrs (_: m: m.machineClass) class.inventory.machines;
      source = class.modulesPerSource.self;
      schemas = class.moduleSchemas.self;
      interfaces = lib.attrNames class.exportInterfaces;
      inputs = lib.attrNames class.flakeInputs;
      serialised = lib.attrNames class.inventorySerialization;
      introspected = lib.attrNames class.introspection;
      systems = lib.mapAttrs (_: lib.attrNames) internals.machines;
      platform = lib.mapAttrs (system: machines: machines.mac.config.networking.hostName) internals.machines;
      secrets = internals.secrets;
      vars = removeAttrs internals.vars.settings [ "fileModule" ];
      modules = lib.attrNames self.clan.outputs.moduleForMachine;
      templates = lib.mapAttrs (_: lib.attrNames) self.clan.templates;
      checks = lib.attrNames self.clan.checks;
      services = lib.attrNames self.clan._services.allServices;
    };
  };
  inventory.instances.i = { module = { name = "mine"; input = "self"; }; roles.a.machines.show = { }; };
}
