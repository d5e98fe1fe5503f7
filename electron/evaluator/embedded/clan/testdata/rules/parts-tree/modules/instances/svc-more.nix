{ clan.inventory.instances.svc.roles.a.machines.oak = { }; }
