a: { b.c = 1; b.d = 2; inherit a; inherit (a) x y; "q r" = 3; ${a} = 4; e = rec { f = 1; }; }
