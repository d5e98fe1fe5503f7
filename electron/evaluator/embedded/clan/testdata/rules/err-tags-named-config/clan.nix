{ meta.name = "m"; inventory.machines.one = { }; }
