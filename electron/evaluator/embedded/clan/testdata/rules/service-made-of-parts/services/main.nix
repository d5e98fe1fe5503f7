{ prefix }: { lib, config, ... }:
{
  imports = [ ./part.nix { key = "once"; roles.once.description = "once"; } { key = "once"; roles.once.description = "once"; } ];
  options.custom = lib.mkOption { type = lib.types.attrsOf lib.types.int; default = { }; };
  config = {
    _module.args.shared = "shared-${prefix}";
    custom.main = 1;
    manifest = lib.mkMerge [ { name = "${prefix}/svc"; } { readme = lib.mkDefault "weak"; categories = lib.mkForce [ "Video" "Audio" ]; constraints.roles.r = { minMachines = 5; maxMachines = 1; }; } ];
    roles.r = {
      description = lib.mkDefault "weak role";
      interface.options.n = lib.mkOption { type = lib.types.int; default = config.custom.part; };
      perInstance = { settings, instanceName, ... }: {
        nixosModule = { seen.custom = config.custom; seen.instances = builtins.attrNames config.instances; seen.n = settings.n; seen.raw.${instanceName} = builtins.attrNames config.instances.${instanceName}.roles.r.machines; };
      };
    };
  };
}
