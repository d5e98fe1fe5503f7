# Disks tell about their health before they fail; the agent hands it on.
{ config, lib, ... }:
{
  services.smartd.enable = true;
  services.smartd.notifications.systembus-notify.enable = lib.mkDefault false;
  services.prometheus.exporters.smartctl.enable = true;
  environment.etc."smartd/host".text = config.networking.hostName;
}
