let
  x = builtins.trace "once" 1;
  fib = n: if n < 2 then n else fib (n - 1) + fib (n - 2);
  self = { a = 1; b = self.a + 1; inherit self; };
  ones = [ 1 ] ++ map (v: v) ones';
  ones' = [ 1 1 ];
in
[ (x + x) (fib 15) self.self.self.b ones ]
