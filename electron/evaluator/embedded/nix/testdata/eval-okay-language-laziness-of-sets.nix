let
  s = { a = throw "a"; b = 1; c = s.b; };
  l = [ (throw "0") 2 ];
in
[
  s.b
  s.c
  (builtins.elemAt l 1)
  (builtins.attrNames s)
  (s ? a)
  ((s // { a = 3; }).a)
  (let unused = throw "unused"; in 4)
  ((x: 5) (throw "unused"))
  (builtins.length l)
]
