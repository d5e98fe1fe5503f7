{ meta.name = "m"; inventory.machines.one = { }; checks.mine = { assertion = false; message = "one is too few"; ignore = true; }; }
