{
  meta.name = "m"; meta.domain = "example.org";
  inventory.machines.one = { };
  modules.svc = { config, lib, meta, clanLib, directory, exports, name, options, specialArgs, _ctx, ... }@args: {
    manifest = { name = "svc"; readme = "-"; };
    roles.a = {
      description = "-";
      interface = { lib, meta, config, options, ... }@inner: {
        options.arguments = lib.mkOption { type = lib.types.listOf lib.types.str; default = builtins.attrNames inner; };
        options.domain = lib.mkOption { type = lib.types.str; default = meta.domain; };
      };
      perInstance = { lib, settings, config, options, ... }@inner: {
        nixosModule.perInstance = {
          arguments = builtins.attrNames inner;
          inherit settings;
          meta = inner.meta;
        };
      };
    };
    perMachine = { lib, config, ... }@inner: {
      nixosModule.perMachine = {
        arguments = builtins.attrNames (removeAttrs inner [ "settings" ]);
        throws = (builtins.tryEval inner.settings).success;
        machine = inner.machine;
      };
      nixosModule.service = {
        arguments = builtins.attrNames args;
        inherit name _ctx meta;
        directory = builtins.baseNameOf directory;
        roles = lib.attrNames config.roles or { };
      };
    };
  };
  inventory.instances.i = { module = { name = "svc"; input = "self"; }; roles.a.machines.one = { }; };
}
