{ meta.name = "m"; inventory.machines.m.description = "A"; }
