{ inventory.machines.m.tags = [ "one" ]; inventory.tags.t = [ "one" ]; inventory.instances.i.roles.a.extraModules = [ { order = [ "one" ]; } ]; machines.m.order = [ "machine one" ]; }
