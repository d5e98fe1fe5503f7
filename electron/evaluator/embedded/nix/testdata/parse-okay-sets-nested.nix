{ a.b.c = 1; a."d e" = 2; ${"f"} = 3; inherit; rec' = rec { x = y; y = 1; }; g = { }; }
