{ meta.name = "m"; inventory.machines.one = { }; inventory.instances.i.module = { name = "nothing"; input = "self"; }; }
