[
  (x: x)
  ({ a, b ? 1 }: a)
  builtins.add
  (builtins.add 1)
  "a\nb\"\\\${c}$"
  { "a b" = 1; "1" = 2; "if" = 3; a' = 4; "" = 5; a-b = 6; "é" = 7; }
  null
  true
  /a/b
  [ ]
  { }
  [ [ ] { } ]
]
