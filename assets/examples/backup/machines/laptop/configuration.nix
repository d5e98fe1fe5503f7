{
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;
  networking.networkmanager.enable = true;
  services.tlp.enable = true;
}
