{
  system.stateVersion = "25.11";
  boot.loader.systemd-boot.enable = true;

  networking.nat.enable = true;
  networking.nat.externalInterface = "wan0";
  networking.nat.internalInterfaces = [ "lan0" ];
  networking.interfaces.lan0.ipv4.addresses = [
    {
      address = "192.168.7.1";
      prefixLength = 24;
    }
  ];
}
