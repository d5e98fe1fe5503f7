{
  plain = { b = 2; a = 1; };
  nested-paths = { a.b.c = 1; a.b.d = 2; a.e = 3; };
  merged-literals = { a = { b = 1; }; a.c = 2; a = { d = 3; }; };
  quoted-paths = { "a b".c = 1; a."b c" = 2; };
  update = { a = 1; b = { x = 1; }; } // { b = { y = 2; }; c = 3; };
  update-chain = { a = 1; } // { a = 2; } // { a = 3; };
  lazy-values = (builtins.attrNames { a = throw "never"; b = abort "never"; });
  select-or = [ ({ a.b = 1; }.a.b or 2) ({ a.b = 1; }.a.c or 2) ({ a = 1; }.a.b or 2) (null.a or 3) ];
  has-attr = [ ({ a.b = 1; } ? a) ({ a.b = 1; } ? a.b) ({ a.b = 1; } ? a.c) ({ a = 1; } ? a.b) (1 ? a) ({ "a b" = 1; } ? "a b") ];
  order = { z = 1; a = 2; "B" = 3; "10" = 4; "9" = 5; };
}
