{ meta = { name = "a b"; }; inventory.machines.one = { }; }
