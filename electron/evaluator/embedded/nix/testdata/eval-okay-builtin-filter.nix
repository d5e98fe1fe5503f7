[
  (builtins.filter (x: x > 1) [ 1 2 3 ])
  (builtins.filter (x: true) [ ])
  (builtins.filter (x: false) [ 1 2 ])
  (builtins.filter builtins.isString [ "a" 1 "b" null ])
  (builtins.length (builtins.filter (x: true) [ (throw "lazy") ]))
]
