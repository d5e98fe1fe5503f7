{
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;
  services.grafana.enable = true;
  services.grafana.settings.server.http_port = 3000;
}
