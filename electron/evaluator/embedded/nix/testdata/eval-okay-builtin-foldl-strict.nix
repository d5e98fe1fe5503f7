[
  (builtins.foldl' (a: b: a + b) 0 [ 1 2 3 ])
  (builtins.foldl' (a: b: "(${a}${b})") "z" [ "a" "b" "c" ])
  (builtins.foldl' (a: b: throw "no elements") 1 [ ])
  (builtins.foldl' (a: b: b) (throw "never asked for") [ 1 2 ])
  (builtins.foldl' (a: b: [ b ] ++ a) [ ] [ 1 2 3 ])
]
