{ config, ... }:
{
  flake.modules.nixos.server = {
    imports = [ config.flake.modules.nixos.base ];
    documentation.enable = false;
    services.openssh.enable = true;
  };
}
