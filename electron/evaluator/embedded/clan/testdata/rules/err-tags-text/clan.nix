{ meta.name = "m"; inventory.machines.one = { }; inventory.tags.t = "one"; }
