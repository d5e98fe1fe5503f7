{ lib, ... }:
{
  meta.name = "m";
  inventory.machines = { a = { }; b = { }; c = { }; };
  modules.svc = { lib, clanLib, directory, config, meta, ... }: {
    manifest.name = "svc";
    roles.r.interface = { options.x = lib.mkOption { type = lib.types.int; default = 1; }; options.req = lib.mkOption { type = lib.types.str; }; };
    roles.r.perInstance = { settings, machine, roles, exports, extendSettings, instanceName, ... }: { nixosModule = { config, options, ... }: {
      ok = settings.x; bad = settings.req; half = { inherit (settings) x req; }; ext = extendSettings { req = lib.mkDefault "ext"; }; ext2 = (extendSettings [ { req = "one"; } { x = lib.mkForce 2; } ]).req; ext3 = extendSettings { nope = 1; };
      thrown = throw "mine"; asserted = assert false; 1; list = [ 1 (throw "two") { a = throw "three"; b = 1; } ];
      tryit = builtins.tryEval (throw "x"); dir = toString directory; metaName = meta.name; fn = x: x; fun = { __functor = self: x: x; }; path = ./clan.nix; drv = { type = "derivation"; name = "d"; outPath = "/out"; }; nul = null; fl = 1.5; big = 9223372036854775807; neg = -1;
      opts = lib.attrNames options; cls = config.networking.hostName; others = roles.r.machines.b.settings.x;
      cond = lib.mkIf (machine.name == "a") "a"; merged = lib.mkMerge [ { a = 1; } (lib.mkIf false { b = 2; }) { c = lib.mkForce 3; } ]; ord = lib.mkMerge [ (lib.mkAfter [ 3 ]) [ 2 ] (lib.mkBefore [ 1 ]) ];
      nested.deep.value = lib.mkOverride 10 "strong"; empty = { }; emptyList = [ ]; str = ''
        indented ${toString 1}
          more ''${not}
      '';
    }; };
    perMachine = { machine, settings, instances, ... }: { nixosModule = { lib, ... }: { nested.deep.value = "weak"; ord = [ 9 ]; merged.c = 4; pm = if machine.name == "c" then settings else "fine"; }; };
  };
  inventory.instances.svc = { module.input = "self"; roles.r.machines = { a.settings.req = "a"; b = { }; c.settings = { x = 3; req = "c"; }; }; };
}
