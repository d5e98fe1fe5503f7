{
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;

  services.forgejo.enable = true;
  services.forgejo.settings.server.DOMAIN = "git.home.arpa";
  services.immich.enable = true;

  networking.firewall.allowedTCPPorts = [
    80
    443
  ];
}
