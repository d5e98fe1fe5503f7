{ lib, config, options, ... }@args:
{
  meta.name = "m";
  meta.description = toString (builtins.attrNames (builtins.removeAttrs args [ "clan-core" ]));
  inventory = { lib, config, options, ... }@iargs: {
    machines.a = { name, config, options, ... }@margs: { description = toString (builtins.attrNames margs) + name; tags = [ "t" ]; };
    machines.b.tags = lib.mkMerge [ [ "x" ] (lib.mkBefore [ "y" ]) (lib.mkIf false [ "z" ]) ];
    instances.i = { name, config, ... }@insargs: { module.name = "svc"; module.input = "self"; roles.r.machines.a.settings.x = builtins.concatStringsSep " " (builtins.attrNames insargs); roles.r.tags.x.settings.x = name; };
    tags = { config, machines, name ? "noname", ... }@targs: { args = builtins.filter (n: builtins.elem n [ "a" ]) (builtins.attrNames machines); named = [ name ]; };
  };
  modules.svc = { lib, config, options, name, _ctx, ... }@sargs: {
    manifest.name = "svc"; manifest.readme = toString (builtins.attrNames sargs); manifest.description = name + toString _ctx;
    roles.r.description = "r";
    roles.r.interface = { lib, options, config, ... }@iargs: { options.x = lib.mkOption { type = lib.types.str; }; options.args = lib.mkOption { default = toString (builtins.attrNames iargs); type = lib.types.str; defaultText = "x"; }; options.loc = lib.mkOption { default = lib.showOption options.x.loc; defaultText = "loc"; type = lib.types.str; }; };
    roles.r.perInstance = { instanceName, machine, ... }@pargs: { nixosModule = { ... }@nargs: { seen.${instanceName} = { args = builtins.attrNames pargs; nargs = builtins.attrNames nargs; inherit (pargs) settings machine; roleDefault = pargs.roles.r.machines; }; }; };
    perMachine = { machine, instances, ... }@pargs: { nixosModule.perm = { args = builtins.attrNames pargs; inherit machine instances; }; };
  };
}
