{ meta = { name = "m"; domain = "a..b"; }; inventory.machines.one = { }; }
