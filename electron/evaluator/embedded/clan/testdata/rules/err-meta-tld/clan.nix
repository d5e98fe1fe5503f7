{ meta = { name = "m"; tld = "l4n"; }; inventory.machines.one = { }; }
