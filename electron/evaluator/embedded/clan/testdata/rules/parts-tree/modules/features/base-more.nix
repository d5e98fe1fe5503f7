{ flake.modules.nixos.base = { lib, ... }: { base.more = lib.mkDefault true; }; }
