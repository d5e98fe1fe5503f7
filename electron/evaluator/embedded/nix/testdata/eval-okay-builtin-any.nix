[
  (builtins.any (x: x > 2) [ 1 2 3 ])
  (builtins.any (x: x == 1) [ 1 (throw "not reached") ])
  (builtins.any (x: throw "no elements") [ ])
  (builtins.any builtins.isNull [ 1 "2" ])
]
