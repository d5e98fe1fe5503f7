{
  recursive = rec { a = b + 1; b = 2; c = { inherit a; d = b; }; };
  shadowing = let a = 1; in rec { a = 2; b = a; };
  dynamic-not-in-scope = let a = 1; in rec { ${"a"} = 2; b = a; };
  nested-merge = rec { a.b = 1; a.c = d; d = 4; };
  mutual = let even = n: if n == 0 then true else odd (n - 1); odd = n: if n == 0 then false else even (n - 1); in even 10;
  overrides = rec { a = 1; b = a + 1; __overrides = { a = 10; }; };
  knot = let s = { a = 1; b = s.a + 1; }; in s.b;
}
