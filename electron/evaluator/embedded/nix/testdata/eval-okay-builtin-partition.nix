[
  (builtins.partition (x: x > 2) [ 1 5 2 4 ])
  (builtins.partition (x: true) [ ])
  (builtins.tryEval (builtins.partition (x: true) [ (throw "elements are looked at") ]))
]
