[
  (builtins.bitOr 12 10)
  (builtins.bitOr (-1) 255)
  (builtins.bitOr 1 9223372036854775806)
]
