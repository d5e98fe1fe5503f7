{
  system.stateVersion = "25.11";
  boot.loader.generic-extlinux-compatible.enable = true;
  hardware.deviceTree.name = "rockchip/rk3328-nanopi-r2s.dtb";
}
