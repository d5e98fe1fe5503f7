let
  a = "outer";
in
[
  ((x@{ b ? x.c, c }: b) { c = 1; })
  (({ a, b ? a }@s: [ s.a b ]) { a = "inner"; })
  ((s: s.a) { inherit a; })
]
