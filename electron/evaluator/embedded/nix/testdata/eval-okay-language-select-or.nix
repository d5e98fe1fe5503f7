let
  s = { a.b = 1; n = null; };
in
[
  (s.a.b or 2)
  (s.a.c or 2)
  (s.x.y.z or 3)
  (s.n.x or 4)
  (s.a.b.c or 5)
  (builtins.tryEval ((throw "x").a or 6))
  (s.x or s.y or 7)
  { or = 9; }.or
  (s.a.b or (throw "unused"))
]
