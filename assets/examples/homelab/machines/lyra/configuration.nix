{
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;
  services.home-assistant.enable = true;
  services.jellyfin.enable = true;
  # Streams are read once; caching them only pushes other things out.
  boot.kernel.sysctl."vm.swappiness" = 1;
}
