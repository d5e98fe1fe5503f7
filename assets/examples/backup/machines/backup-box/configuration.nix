{
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;

  fileSystems."/srv" = {
    device = "/dev/disk/by-label/vault";
    fsType = "btrfs";
    options = [ "compress=zstd" ];
  };
}
