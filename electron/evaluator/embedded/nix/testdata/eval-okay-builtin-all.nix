[
  (builtins.all (x: x > 0) [ 1 2 3 ])
  (builtins.all (x: x > 1) [ 1 (throw "not reached") ])
  (builtins.all (x: throw "no elements") [ ])
  (builtins.all builtins.isInt [ 1 "2" ])
]
