{
  flake.clan.inventory.instances.printing = {
    module.name = "printing";
    module.input = "self";
    roles.host.machines.bench.settings.printers.plotter = {
      device = "socket://192.168.20.31";
      paper = "A3";
      colour = true;
    };
    roles.user.tags.indoors = { };
  };
}
