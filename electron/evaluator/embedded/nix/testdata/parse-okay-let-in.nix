b: c: let a = 1; inherit b; inherit (c) d e; "f" = 2; g.h = 3; in [ a b d e f g ]
