{ meta.name = "m"; inventory.machines.fine = { }; }
