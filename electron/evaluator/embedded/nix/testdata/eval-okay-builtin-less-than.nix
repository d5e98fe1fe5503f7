[
  (builtins.lessThan 1 2)
  (builtins.lessThan 2 1.5)
  (builtins.lessThan "a" "b")
  (builtins.lessThan "a" "B")
  (builtins.lessThan "é" "z")
  (builtins.lessThan [ 1 2 ] [ 1 3 ])
  (builtins.lessThan [ 1 ] [ 1 (throw "shorter comes first") ])
  (builtins.lessThan /a /b)
  (builtins.lessThan [ ] [ ])
]
