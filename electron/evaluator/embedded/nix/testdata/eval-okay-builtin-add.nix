[
  (builtins.add 1 2)
  (builtins.add 1 2.5)
  (builtins.add (-3) 3)
  (map (builtins.add 10) [ 1 2 ])
  (builtins.add 0.1 0.2)
]
