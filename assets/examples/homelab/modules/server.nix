# A machine that nobody sits at.
{ lib, ... }:
{
  documentation.enable = lib.mkDefault false;
  services.openssh.enable = true;
  services.openssh.settings.PasswordAuthentication = false;
  nix.gc = {
    automatic = true;
    dates = "weekly";
    options = "--delete-older-than 30d";
  };
  boot.kernel.sysctl."vm.swappiness" = lib.mkDefault 10;
}
