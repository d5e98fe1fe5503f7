[
  (builtins.bitAnd 12 10)
  (builtins.bitAnd (-1) 255)
  (builtins.bitAnd 0 9223372036854775807)
  (builtins.bitAnd (-8) (-4))
]
