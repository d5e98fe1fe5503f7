{
  simple = let a = 1; b = a + 1; in b;
  recursive = let f = n: if n == 0 then [ ] else [ n ] ++ f (n - 1); in f 3;
  nested-paths = let a.b = 1; a.c = 2; in a;
  empty = let in 5;
  shadowing = let a = 1; in let a = 2; b = a; in [ a b ];
  old = let { x = 1; body = x + 1; };
  lazy = let a = throw "never"; in 1;
  any-order = let a = b; b = c; c = 1; in a;
}
