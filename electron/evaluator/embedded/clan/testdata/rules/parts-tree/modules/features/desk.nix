{ flake.modules.nixos.desk = { config, ... }: { desk = config.base.nixos; }; flake.modules.generic.shared.shared = [ "s" ]; }
