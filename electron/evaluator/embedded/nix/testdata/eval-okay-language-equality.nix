let
  f = x: x;
in
[
  (1 == 1.0)
  ("1" == 1)
  (null == false)
  ([ 1 [ 2 ] ] == [ 1 [ 2.0 ] ])
  ({ a = 1; b = 2; } == { b = 2; a = 1; })
  ({ a = 1; } == { a = 1; b = 2; })
  (f == f)
  ([ f ] == [ f ])
  ({ a = f; } == { a = f; })
  (/a == /a)
  (/a == "/a")
  (0.0 == -0.0)
  ({ type = "derivation"; outPath = "/a"; x = 1; } == { type = "derivation"; outPath = "/a"; x = 2; })
  ([ ] == { })
]
