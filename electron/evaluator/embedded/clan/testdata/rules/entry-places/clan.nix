{ inventory.machines.imported.tags = [ "t" ]; }
