{
  clan.inventory.instances.svc = { module = { name = "svc"; input = "self"; }; roles.a.tags.leaf.settings.n = 4; };
  clan.inventory.tags.wood = [ "oak" ];
}
