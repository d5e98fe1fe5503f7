{ config, lib, modulesPath, pkgs, ... }:
{
  imports = [ (modulesPath + "/installer/scan/not-detected.nix") ];

  system.stateVersion = "24.11";
  boot.loader.systemd-boot.enable = true;
  boot.supportedFilesystems = [ "zfs" ];
  boot.zfs.package = lib.mkIf config.boot.zfs.enabled pkgs.zfs_unstable;
  networking.hostId = "5e1fb0ea";

  fileSystems = lib.genAttrs [ "/srv/backup" "/srv/media" ] (mount: {
    device = "tank${lib.removePrefix "/srv" mount}";
    fsType = "zfs";
  });
}
