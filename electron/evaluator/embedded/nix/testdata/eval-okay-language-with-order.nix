let
  a = "lexical";
in
[
  (with { a = "with"; }; a)
  (with { b = 1; }; with { b = 2; }; b)
  (with { b = 1; c = 1; }; with { b = 2; }; [ b c ])
  (with { x = { y = 3; }; }; with x; y)
  (with throw "not needed"; 4)
  (let s = { q = 5; }; in with s; q + (let q = 1; in q))
  (with { f = x: x; }; f 6)
]
