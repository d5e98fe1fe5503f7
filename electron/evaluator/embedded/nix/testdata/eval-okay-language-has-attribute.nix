let
  s = { a.b = 1; n = null; "c d" = 2; };
in
[
  (s ? a)
  (s ? a.b)
  (s ? a.b.c)
  (s ? n.x)
  (s ? "c d")
  (s ? ${"a"}.b)
  (1 ? a)
  (null ? a)
  (!s ? a)
  (s ? x || s ? a)
  ([ ] ? a)
]
