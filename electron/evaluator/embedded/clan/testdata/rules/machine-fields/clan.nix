{
  meta.name = "m";
  inventory.machines.box = {
    name = "Box for show";
    description = "d";
    icon = "i";
    machineClass = "nixos";
    installedAt = 1700000000;
    deploy = { targetHost = "root@box"; buildHost = null; forwardAgent = true; };
  };
  inventory.machines.bare = { };
}
