{
  flake.clan.inventory.instances.web = {
    module.name = "proxy";
    module.input = "self";
    roles.entry.machines.gate = { };
    roles.entry.settings.headers.X-Made-By = "workshop";
    roles.site.machines.forge.settings.hostNames = [ "shop.workshop.example" ];
  };
}
