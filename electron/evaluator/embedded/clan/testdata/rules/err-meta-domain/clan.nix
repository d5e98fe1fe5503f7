{ meta = { name = "m"; domain = "Upper.example"; }; inventory.machines.one = { }; }
