{ lib, ... }:
{
  system.stateVersion = "24.11";
  boot.loader.systemd-boot.enable = true;
  boot.supportedFilesystems = [ "zfs" ];
  networking.hostId = "5e1fb0ea";

  fileSystems = lib.genAttrs [ "/srv/backup" "/srv/media" ] (mount: {
    device = "tank${lib.removePrefix "/srv" mount}";
    fsType = "zfs";
  });
}
