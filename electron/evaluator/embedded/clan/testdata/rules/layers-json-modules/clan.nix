{ meta.name = "m"; inventory.machines.n = { }; }
