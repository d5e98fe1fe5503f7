{ config, ... }:
{
  flake.modules.nixos.desktop =
    { lib, ... }:
    {
      imports = [ config.flake.modules.nixos.base ];
      services.desktopManager.gnome.enable = true;
      services.displayManager.gdm.enable = true;
      services.displayManager.autoLogin.enable = lib.mkDefault false;
    };
}
