{
  meta.name = "m";
  modules.fine = { clanLib, lib, ... }: { manifest.name = "fine"; roles.a.interface = { lib, ... }: { options.x = lib.mkOption { type = lib.types.str; default = clanLib.buildScopeKey { serviceName = "s"; }; }; }; };
  modules.meta = { manifest.name = "meta"; roles.a.interface = { lib, meta, ... }: { options.x = lib.mkOption { type = lib.types.str; default = meta.name; defaultText = "name"; }; }; };
  modules.early = { clanLib, ... }@args: { manifest.name = "early"; manifest.description = toString (builtins.attrNames args); roles.a = { }; };
  machines.show = { self, ... }: {
    schemas = self.clan.clanInternals.inventoryClass.moduleSchemas.self;
    modules = self.clan.clanInternals.inventoryClass.modulesPerSource.self;
  };
}
