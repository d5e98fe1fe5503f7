# since: 2.13, floats have all their digits
map builtins.toJSON [
  null
  true
  (-1)
  1.5
  0.1
  1.0
  "a\"\\\n\t/é"
  [ 1 [ ] { } ]
  { b = 1; a = [ "x" ]; "c d" = null; }
  { outPath = "/o"; ignored = 1; }
  { __toString = self: "shown"; }
  (toString /a/b)
]
